import { publishedExample } from "@hark/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DocumentsBench, documentsBench } from "../../testing/documents-bench.ts";

// What is imported comes out again as it was: unknown members, junk operands and all.
let bench: DocumentsBench;
beforeAll(async () => {
  bench = await documentsBench();
});
afterAll(() => bench.close());

const names = [
  "01-file-review",
  "02-low-rating",
  "03-call-out",
  "04-ask-again-later",
  "04b-follow-up",
  "05-attributes",
  "06-carry-on",
];

test.each(names)("%s is imported, published, and exported unchanged", async (name) => {
  const document = bench.document(name);
  const made = await bench.call("POST", "/v1/workflows", { ...document, publish: true });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const id: string = made.body.data.id;
  const exported = await bench.call("GET", `/v1/workflows/${id}/document`);
  expect(exported.body).toEqual(document);
  expect((await bench.call("GET", `/v1/workflows/${id}/versions/1`)).body).toEqual(document);
  // And what came out goes in again.
  const again = await bench.call("POST", "/v1/workflows", { ...exported.body, publish: true });
  const second = await bench.call("GET", `/v1/workflows/${again.body.data.id}/document`);
  expect(second.body).toEqual(document);
});

test("an action nobody knows and members nobody reads are kept, reported, and exported again", async () => {
  const shipped = bench.document("05-attributes") as { steps: object[] }; // a workflow document has steps
  const document = {
    ...shipped,
    trackingId: { kept: ["as", "it", "is"] },
    steps: [
      ...shipped.steps,
      { id: "theirs", action: "acme.app.ring-a-bell", params: { times: 3 }, transitions: [], own: null },
    ],
  };
  const made = await bench.call("POST", "/v1/workflows", document);
  expect(made.status).toBe(201);
  const problems = made.body.data.attributes.problems as { step: string; message: string }[];
  expect(problems.find((problem) => problem.step === "theirs")?.message).toContain("acme.app.ring-a-bell");
  const exported = await bench.call("GET", `/v1/workflows/${made.body.data.id}/document`);
  expect(exported.body).toEqual(document);
});

test.each(names)(
  "%s passes the check with the example event, but for the warnings that are foretold",
  async (name) => {
    const checked = await bench.call("POST", "/v1/workflows/check", {
      document: bench.document(name),
      ...(name === "04b-follow-up" ? {} : { example: publishedExample }),
    });
    const told = checked.body.problems.map(({ severity, step }: { severity: string; step: string }) => [
      severity,
      step,
    ]);
    // What is foretold word by word stands with the tests of 01 and 05.
    const foretold: Readonly<Record<string, unknown>> = {
      "01-file-review": [
        ["warning", "file"],
        ["warning", "fileNew"],
      ],
      "05-attributes": [
        ["warning", "note-9_x"],
        ["warning", "note-9_x"],
      ],
    };
    expect(told).toEqual(foretold[name] ?? []);
  },
);
