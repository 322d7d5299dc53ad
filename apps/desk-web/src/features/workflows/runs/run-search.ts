import { DAY, HOUR } from "@hark/kernel";
import type { RunState } from "./run.ts";

/** How far back a search looks; "range" is from one instant to another. */
export type Span = "hour" | "day" | "week" | "month" | "range";

/** What runs are searched by. An empty text is no condition. */
export interface RunSearch {
  readonly workflow: string;
  readonly state: RunState | "";
  readonly hook: string;
  readonly customer: string;
  /** Text in what started the run. */
  readonly q: string;
  readonly step: string;
  readonly error: string;
  readonly span: Span;
  /** Ends of a "range", ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/** Every state, as it is offered. */
export const runStates: readonly RunState[] = ["completed", "failed", "waiting", "pending", "canceled"];

/** The spans with their words. */
export const spans: readonly { readonly value: Span; readonly label: string }[] = [
  { value: "hour", label: "The last hour" },
  { value: "day", label: "The last day" },
  { value: "week", label: "The last week" },
  { value: "month", label: "The last 30 days" },
  { value: "range", label: "From … to …" },
];

const LENGTHS: Readonly<Record<Exclude<Span, "range">, number>> = {
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};
const DEFAULT_SPAN: Span = "week";
const texts = ["workflow", "hook", "customer", "q", "step", "error", "from", "to"] as const;

/** Reads a search from a page's address; what it does not know is no condition. */
export function readSearch(params: URLSearchParams): RunSearch {
  const text = (name: string): string => params.get(name)?.trim() ?? "";
  return {
    workflow: text("workflow"),
    state: runStates.find((state) => state === params.get("state")) ?? "",
    hook: text("hook"),
    customer: text("customer"),
    q: text("q"),
    step: text("step"),
    error: text("error"),
    span: spans.find((span) => span.value === params.get("span"))?.value ?? DEFAULT_SPAN,
    from: instantOf(text("from")),
    to: instantOf(text("to")),
  };
}

/** An address with a search in it; everything else that stands there stays. */
export function writeSearch(params: URLSearchParams, search: RunSearch): URLSearchParams {
  const next = new URLSearchParams(params);
  const set = (name: string, value: string): void =>
    value === "" ? next.delete(name) : next.set(name, value);
  for (const name of texts) set(name, search[name]);
  set("state", search.state);
  set("span", search.span === DEFAULT_SPAN ? "" : search.span);
  return next;
}

/** The ends of the time that is searched; without an end it goes on to now. */
export function rangeOf(
  { span, from, to }: RunSearch,
  now: number,
): { readonly from?: string; readonly to?: string } {
  if (span !== "range") return { from: new Date(now - LENGTHS[span]).toISOString() };
  return { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
}

/** The conditions of a search as the API takes them, beside the time. */
export function conditionsOf(search: RunSearch): Readonly<Record<string, string>> {
  const { workflow, state, hook, customer, q, step, error } = search;
  const all = { workflow, state, hook, customer, q, step, error };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** The query of `GET /v1/runs`. `before` is the run after which it goes on. */
export function queryOf(search: RunSearch, now: number, before: string | null): string {
  const query = new URLSearchParams({ ...conditionsOf(search), ...rangeOf(search, now) });
  if (before !== null) query.set("before", before);
  return query.toString();
}

/** The run after which the next page begins, from the address that the API gives; null on the last page. */
export const cursorOf = (next: string | null): string | null =>
  next === null ? null : new URLSearchParams(next.split("?")[1] ?? "").get("before");

/** How many conditions beside words, workflow, state and time are set. */
export const moreCount = ({ hook, customer, step, error }: RunSearch): number =>
  [hook, customer, step, error].filter((value) => value !== "").length;

/** Whether anything but the time narrows the search. */
export const isNarrowed = (search: RunSearch): boolean => Object.keys(conditionsOf(search)).length > 0;

const instantOf = (text: string): string => {
  const time = new Date(text);
  return text === "" || Number.isNaN(time.getTime()) ? "" : time.toISOString();
};
