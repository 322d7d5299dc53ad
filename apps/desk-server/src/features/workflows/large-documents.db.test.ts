import { newId } from "@hark/kernel";
import { longestHold } from "@hark/kernel/testing";
import { insertWorkflow } from "@hark/workflow";
import type { WorkflowDocument } from "@hark/workflow/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../testing/desk-bench.ts";

// Documents as large as a body may be: refused when they hold more than may be worked on, and no trouble to others when not.
let bench: DeskBench;
beforeAll(async () => {
  bench = await deskBench();
});
afterAll(() => bench.close());

const times = <Made>(count: number, make: (at: number) => Made): Made[] =>
  Array.from({ length: count }, (_, at) => make(at));
const always = { op: "true", values: [true] };

/** A document of steps that look for a customer by these values, one behind the other. */
const documentOf = (emails: readonly unknown[]): WorkflowDocument => ({
  name: "Large",
  trigger: { id: "1", eventName: "large", transitions: [{ target: "s0", condition: always }] },
  steps: emails.map((email, at) => ({
    id: `s${at}`,
    action: "kustomer.customer.find-by-email",
    params: { email: email as string }, // a check is to say so where it is none
    transitions: at + 1 < emails.length ? [{ target: `s${at + 1}`, condition: always }] : [],
  })),
});

const tooMuch = documentOf(["a@b.example", times(6_000, () => 1)]);

test("a document that holds too much is refused by every route that reads one, with its place", async () => {
  const made = await bench.call("POST", "/v1/workflows", documentOf(["a@b.example"]));
  const id: string = made.body.data.id;
  const answers = [
    await bench.call("POST", "/v1/workflows", tooMuch),
    await bench.call("PUT", `/v1/workflows/${id}`, tooMuch),
    await bench.call("POST", "/v1/workflows/check", { document: tooMuch }),
    await bench.call("POST", `/v1/workflows/${id}/dry-run`, { document: tooMuch, data: {} }),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({
      detail: expect.stringContaining("at most 5,000 values"),
      source: { pointer: "/steps/1" },
    });
  }
});

test("a body of very many members is refused before they are looked at", async () => {
  const many = Object.fromEntries(times(1_001, (at) => [`member${at}`, 1]));
  const made = await bench.call("POST", "/v1/workflows", { ...documentOf([]), ...many });
  expect(made.status).toBe(400);
  expect(made.body.errors).toMatchObject([
    {
      detail: "a workflow has at most 1,000 members of its own; remove some",
      source: { pointer: "" },
    },
  ]);
});

test("a draft that was kept before is listed, read, exported and checked, whatever it holds", async () => {
  const id = newId(bench.clock.now());
  const change = { orgId: bench.orgId, by: "test", at: bench.clock.now() };
  await insertWorkflow(bench.database, change, id, tooMuch, undefined);
  const { body } = await bench.call("GET", `/v1/workflows/${id}`);
  expect(body.data.attributes.problems.map(({ code }: { code: string }) => code)).toContain("type-clash");
  expect((await bench.call("GET", `/v1/workflows/${id}/document`)).body).toEqual(tooMuch);
  const listed = await bench.call("GET", "/v1/workflows");
  expect(listed.body.data.map((row: { id: string }) => row.id)).toContain(id);
  expect((await bench.call("PUT", `/v1/workflows/${id}`, { enabled: false })).status).toBe(200);
  const renamed = await bench.call("PUT", `/v1/workflows/${id}`, { name: "Other" });
  expect(renamed.status).toBe(400);
  const mended = await bench.call("PUT", `/v1/workflows/${id}`, { steps: documentOf(["a@b.example"]).steps });
  expect(mended.status).toBe(200);
});

test("large drafts are read some at a time, and listed in one order", async () => {
  const change = { orgId: bench.orgId, by: "test", at: bench.clock.now() };
  // Ids say nothing twice, so that they are as large in the table as they are long.
  const large = (name: string): WorkflowDocument => ({
    ...documentOf([times(16_000, () => newId(bench.clock.now()))]),
    name: `Listed ${name}`,
  });
  for (const name of ["d", "B", "a", "C"])
    await insertWorkflow(bench.database, change, newId(bench.clock.now()), large(name), undefined);
  const namesOf = async (page: number): Promise<string[]> => {
    const { body } = await bench.call("GET", `/v1/workflows?eventName=large&pageSize=3&page=${page}`);
    expect(body.meta).toMatchObject({ page, pageSize: 3 });
    return body.data.map((row: { attributes: { name: string } }) => row.attributes.name);
  };
  const names = [...(await namesOf(1)), ...(await namesOf(2)), ...(await namesOf(3))];
  expect(names.filter((name) => name.startsWith("Listed"))).toEqual([
    "Listed a",
    "Listed B",
    "Listed C",
    "Listed d",
  ]);
});

test("others have their turn while a large document is checked", async () => {
  const missing = times(12, (at) => times(2_500, (n) => `/#steps.1.m${at * 2_500 + n}`));
  const body = { document: documentOf(missing), example: { a: 1 } };
  const hold = await longestHold(() => bench.call("POST", "/v1/workflows/check", body));
  expect([hold.result.status, hold.result.body.problems?.length]).toEqual([200, 500]);
  // Without the turns it is one block.
  expect(hold.longestMs).toBeLessThan(hold.allMs / 4);
});
