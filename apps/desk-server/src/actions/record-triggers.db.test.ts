import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../testing/desk-bench.ts";
import { createActions } from "./index.ts";

// Records set off workflows, whoever writes them: the API, or another workflow.
let bench: DeskBench;
beforeAll(async () => {
  bench = await deskBench();
});
afterAll(() => bench.close());

const always = { op: "true", values: [true] };

async function enable(
  name: string,
  eventName: string,
  action: string,
  params: object,
  when: object = always,
) {
  const made = await bench.call("POST", "/v1/workflows", {
    name,
    enabled: true,
    trigger: { id: "1", eventName, transitions: [{ target: "do", condition: when }] },
    steps: [{ id: "do", action, params, transitions: [] }],
  });
  expect(made.body).toMatchObject({ data: { attributes: { enabled: true } } });
}

async function customer(body: object): Promise<string> {
  const answer = await bench.call("POST", "/v1/customers", body);
  expect(answer.status).toBe(201);
  return answer.body.data.id;
}

async function timelineOf(path: string): Promise<string[]> {
  const { body } = await bench.call("GET", path);
  return body.data.map(
    (entry: { attributes: { name?: string; body?: string } }) =>
      entry.attributes.name ?? entry.attributes.body ?? "",
  );
}

test("a customer created through the API sets off a workflow, whose record sets off the next", async () => {
  await enable("Greet", "kustomer.customer.create", "kustomer.conversation.create", {
    customer: "/#steps.1.id",
    name: "Welcome {{{steps.1.name}}}",
  });
  await enable("Remark", "kustomer.conversation.create", "kustomer.note.create", {
    conversation: "/#steps.1.id",
    body: "opened for {{{steps.1.customer}}}",
  });
  const id = await customer({ name: "Robin Example" });
  await bench.desk.executor.drain();
  expect(await timelineOf(`/v1/customers/${id}/conversations`)).toEqual(["Welcome Robin Example"]);
  expect(await timelineOf(`/v1/customers/${id}/notes`)).toEqual([`opened for ${id}`]);
});

test("a change tells what was before and after", async () => {
  await enable(
    "Renamed",
    "kustomer.customer.update",
    "kustomer.note.create",
    {
      customer: "/#steps.1.id",
      body: "{{{steps.1.changes.attributes.name.before}}} is now {{{steps.1.changes.attributes.name.after}}}",
    },
    { op: "exists", values: ["/#steps.1.changes.attributes.name.after"] },
  );
  const id = await customer({ name: "Before" });
  await bench.call("PATCH", `/v1/customers/${id}`, { name: "After" });
  await bench.call("PATCH", `/v1/customers/${id}`, { locale: "de" });
  await bench.desk.executor.drain();
  const notes = await timelineOf(`/v1/customers/${id}/notes`);
  expect(notes).toContain("Before is now After");
  expect(notes.filter((note) => note.includes("is now"))).toHaveLength(1);
});

test("what is refused sets off nothing", async () => {
  const email = "taken@example.com";
  await customer({ name: "First", emails: [{ email }] });
  const refused = await bench.call("POST", "/v1/customers", { name: "Second", emails: [{ email }] });
  expect(refused.status).toBe(409);
  await bench.desk.executor.drain();
  const { body } = await bench.call("GET", "/v1/conversations?pageSize=100");
  const names = body.data.map((entry: { attributes: { name: string } }) => entry.attributes.name);
  expect(names).toContain("Welcome First");
  expect(names).not.toContain("Welcome Second");
});

test("every action of the shipped documents is there", () => {
  const known = new Set(createActions().map((action) => action.description.name));
  const folder = new URL("../../../../packages/workflow/src/core/fixtures/", import.meta.url);
  // Those with a number are shipped; the others were exported elsewhere, with actions of apps that are not here.
  for (const file of readdirSync(folder).filter((name) => /^\d/.test(name))) {
    const names = [...readFileSync(new URL(file, folder), "utf8").matchAll(/"action": *"([^"]+)"/g)];
    for (const [, name] of names) expect(known, file).toContain(name);
  }
});
