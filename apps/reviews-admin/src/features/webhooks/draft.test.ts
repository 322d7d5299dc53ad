import type { Webhook } from "@hark/contract";
import { expect, test } from "vitest";
import { draftOf, emptyDraft, readDraft } from "./draft.ts";

const valid = { ...emptyDraft, url: " https://example.com/hook " };

test("a form is read as it is meant", () => {
  expect(
    readDraft({
      ...valid,
      filter: '{"review.rating": {"$lte": 2}}',
      headers: "x-team: blue\n\nX-Key: a:b",
      retries: "5s, 5m 2h 1d",
      ratePerSecond: "20",
    }),
  ).toEqual({
    body: {
      url: "https://example.com/hook",
      description: "",
      types: ["review.created"],
      filter: { "review.rating": { $lte: 2 } },
      headers: { "x-team": "blue", "X-Key": "a:b" },
      orderBy: "none",
      ratePerSecond: 20,
      concurrency: 64,
      retryDelaysSeconds: [5, 300, 7_200, 86_400],
      enabled: true,
    },
  });
});

test("what can't be read is told by field", () => {
  const read = readDraft({
    ...emptyDraft,
    types: [],
    filter: "[1]",
    headers: "no colon",
    retries: "5 minutes",
    ratePerSecond: "many",
  });
  expect("faults" in read && Object.keys(read.faults)).toEqual([
    "url",
    "types",
    "filter",
    "headers",
    "retryDelaysSeconds",
    "ratePerSecond",
  ]);
});

test("headers that are saved are neither shown nor sent again unless they are typed anew", () => {
  const webhook: Webhook = {
    id: "1",
    kind: "generic",
    url: "https://example.com",
    description: "",
    enabled: true,
    paused: false,
    state: "on",
    words: "",
    types: null,
    filter: null,
    headerNames: ["x-team"],
    orderBy: "none",
    ratePerSecond: null,
    concurrency: 64,
    retryDelaysSeconds: [90, 3_600],
    keys: [],
    health: { total: 0, succeeded: 0, medianMs: null, hours: [], breaker: "" },
    nextAttemptAt: null,
    waiting: 0,
    failingSince: null,
    createdAt: "",
  };
  const draft = draftOf(webhook);
  expect(draft).toMatchObject({ headers: undefined, retries: "90s 1h", allTypes: true });
  const read = readDraft(draft);
  expect("body" in read && read.body).not.toHaveProperty("headers");
});
