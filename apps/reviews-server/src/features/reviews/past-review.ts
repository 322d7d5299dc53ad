import { type ReviewSubmission, reviewSubmission } from "@hark/contract";
import { HarkError } from "@hark/kernel";
import type { ReviewsDeps } from "../../deps.ts";
import { takePicture } from "../media/routes.ts";
import { publicStore } from "./public-store.ts";
import { type SubmitTools, submitReview } from "./submit.ts";

/** A review from before Hark. */
export interface PastReview {
  /** As the public endpoint takes it. */
  readonly submission: Omit<ReviewSubmission, "mediaIds">;
  readonly createdAt: Date;
  /** A reviewer's photo, in any format an upload may have. */
  readonly photo?: Buffer;
}

/** Adds a review that is dated back. It is shown like any other, earns nothing and is sent to nobody. */
export async function addPastReview(
  tools: SubmitTools & { readonly deps: ReviewsDeps },
  storeSlug: string,
  { submission, createdAt, photo }: PastReview,
): Promise<void> {
  const store = await publicStore(tools.catalogue, storeSlug);
  const parsed = reviewSubmission.safeParse(submission);
  if (!parsed.success) throw new HarkError("badparam", parsed.error.issues[0]?.message ?? "is not a review");
  const media = photo ? await takePicture(tools.deps, store, photo) : undefined;
  const mediaIds = media ? { mediaIds: [media.mediaId] } : {};
  await submitReview(tools, store, { ...parsed.data, ...mediaIds }, { past: createdAt });
}
