import type { RequestState } from "@hark/contract";
import { DAY, HarkError } from "@hark/kernel";

/** How long a link can be answered. */
export const REQUEST_LIFE_MS = 90 * DAY;

/** The part of a request that decides what may be done with it. */
export interface RequestStanding {
  readonly state: RequestState;
  readonly expiresAt: Date;
}

/** What a link leads to: the form, or a page that says why not. */
export type LinkStanding = "open" | "reviewed" | "expired" | "canceled";

/** Where a link stands. */
export function linkStanding(request: RequestStanding, now: Date): LinkStanding {
  if (request.state === "reviewed" || request.state === "canceled") return request.state;
  return request.expiresAt <= now ? "expired" : "open";
}

/** Throws 409 unless the request can still be answered, which is what sending it and copying its link are for. */
export function ensureOpen(request: RequestStanding, now: Date): void {
  switch (linkStanding(request, now)) {
    case "open":
      return;
    case "reviewed":
      throw new HarkError(
        "conflict",
        "this request is answered already; its review is in the list of reviews",
      );
    case "expired":
    case "canceled":
      throw new HarkError("conflict", "this request has ended; make a new one with POST /v1/requests");
  }
}

/** Whether an order line may be asked again: only when what was asked before has ended without an answer. */
export function mayAskAgain(request: RequestStanding, now: Date): boolean {
  const standing = linkStanding(request, now);
  return standing === "expired" || standing === "canceled";
}
