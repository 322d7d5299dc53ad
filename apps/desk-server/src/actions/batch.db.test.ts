import { idSequence } from "@hark/kernel";
import { publishEvents } from "@hark/workflow";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../testing/desk-bench.ts";

// The same events on two Desks: one takes them in batches, the other one by one. Afterwards both must hold the same.
let together: DeskBench;
let singly: DeskBench;
beforeAll(async () => {
  [together, singly] = await Promise.all([deskBench(), deskBench()]);
  for (const bench of [together, singly]) {
    await bench.call("POST", "/v1/klasses", { name: "thing" });
    for (const [name, steps] of Object.entries(workflows)) await enable(bench, name, steps);
  }
});
afterAll(async () => {
  await together.close();
  await singly.close();
});

interface Step {
  readonly id: string;
  readonly action: string;
  readonly params: object;
}
const customer = { id: "find", action: "customer.find", params: { externalId: "/#steps.1.customer" } };
const found = "/#steps.find.id";
const workflows: Record<string, readonly Step[]> = {
  email: [
    customer,
    { id: "do", action: "customer.append-email", params: { id: found, email: "/#steps.1.email" } },
  ],
  phone: [
    customer,
    { id: "do", action: "customer.append-phone", params: { id: found, phone: "/#steps.1.phone" } },
  ],
  merge: [
    customer,
    { id: "other", action: "customer.find", params: { email: "/#steps.1.email" } },
    { id: "do", action: "customer.merge", params: { source: "/#steps.other.id", target: found } },
  ],
  message: [
    customer,
    {
      id: "do",
      action: "message.create",
      params: { customer: found, channel: "chat", app: "chat", preview: "/#steps.1.text" },
    },
    {
      id: "close",
      action: "conversation.update",
      params: { id: "/#steps.do.conversation", status: "/#steps.1.status" },
    },
  ],
  last: [
    customer,
    { id: "last", action: "message.find-last", params: { customer: found } },
    { id: "do", action: "message.update", params: { id: "/#steps.last.id", subject: "/#steps.1.text" } },
  ],
  company: [
    { id: "find", action: "company.find", params: { name: "/#steps.1.company" } },
    { id: "do", action: "company.update", params: { id: found, name: "/#steps.1.name" } },
  ],
  founded: [{ id: "do", action: "company.create", params: { name: "/#steps.1.company" } }],
  object: [
    customer,
    {
      id: "do",
      action: "kobject.create",
      params: { klassName: "thing", title: "t", customer: found, externalId: "/#steps.1.object" },
    },
  ],
  removed: [
    customer,
    {
      id: "object",
      action: "kobject.find-by-external-id",
      params: { klassName: "thing", externalId: "/#steps.1.object" },
    },
    { id: "do", action: "kobject.delete", params: { klassName: "thing", id: "/#steps.object.id" } },
  ],
};

async function enable(bench: DeskBench, name: string, steps: readonly Step[]): Promise<void> {
  const to = (target: string | undefined) =>
    target === undefined ? [] : [{ target, condition: { op: "true", values: [true] } }];
  const made = await bench.call("POST", "/v1/workflows", {
    name,
    enabled: true,
    trigger: { id: "1", eventName: `test.${name}`, transitions: to(steps[0]?.id) },
    steps: steps.map((step, at) => ({
      ...step,
      action: `kustomer.${step.action}`,
      transitions: to(steps[at + 1]?.id),
    })),
  });
  expect(made.body).toMatchObject({ data: { attributes: { enabled: true } } });
}

interface Given {
  readonly name: string;
  readonly data: object;
}

async function take(bench: DeskBench, events: readonly Given[]): Promise<void> {
  const now = bench.clock.now();
  const newId = idSequence(now);
  await publishEvents(
    bench.database,
    events.map(({ name, data }) => ({
      orgId: bench.orgId,
      id: newId(),
      name: `test.${name}`,
      sourceId: "test",
      data: JSON.stringify(data),
      meta: {},
      depth: 0,
      createdAt: now,
      key: null,
    })),
  );
  // Time goes on while it works: what stands in a later batch is later, as it is outside of tests.
  let working = true;
  const tick = (): void => {
    bench.clock.advance(1);
    if (working) setImmediate(tick);
  };
  tick();
  await bench.desk.executor.drain();
  working = false;
}

/** What a Desk holds of one example, without ids. */
async function held(bench: DeskBench, example: string): Promise<unknown> {
  const people = await bench.database.all(
    `select c.external_id, c.emails, c.phones, c.external_ids, c.rev,
       (select coalesce(json_agg(json_build_array(m.attributes ->> 'preview', m.attributes ->> 'subject', m.rev) order by m.created_at, m.id), '[]')
        from desk.messages m where m.org_id = c.org_id and m.customer_id = c.id) as messages,
       (select coalesce(json_agg(v.status order by v.status), '[]')
        from desk.conversations v where v.org_id = c.org_id and v.customer_id = c.id) as conversations,
       (select coalesce(json_agg(k.external_id order by k.external_id), '[]')
        from desk.kobjects k where k.org_id = c.org_id and k.customer_id = c.id) as objects
     from desk.customers c where c.org_id = $1 and c.external_id like $2 order by c.external_id`,
    [bench.orgId, `${example}-%`],
  );
  const companies = await bench.database.all(
    "select name, rev from desk.companies where org_id = $1 and name like $2 order by name, rev",
    [bench.orgId, `${example}-%`],
  );
  return { people, companies };
}

interface Operation {
  readonly name: string;
  readonly whose: number;
  readonly what: number;
  readonly other: number;
  readonly status: string;
}
const number = fc.nat({ max: 2 });
const operation = fc.record({
  name: fc.constantFrom(...Object.keys(workflows)),
  whose: number,
  what: number,
  other: number,
  status: fc.constantFrom("open", "done"),
});

let serial = 0;
/** Gives the operations to both and compares. `own`: each touches one subject alone, that of its customer. */
async function compare(operations: readonly Operation[], own: boolean): Promise<void> {
  serial += 1;
  const example = `e${serial}`;
  const events = operations.map(({ name, whose, what, other, status }, at) => ({
    name,
    data: {
      customer: `${example}-${whose}`,
      email: `${example}.${own ? whose : ""}.${what}@example.com`,
      phone: `+49${serial}000${own ? whose : ""}00${what}`,
      text: `text ${at}`,
      status,
      company: `${example}-company-${own ? whose : what}`,
      name: `${example}-company-${own ? whose : other}`,
      object: `${example}-object-${own ? whose : ""}-${what}`,
    },
  }));
  for (const bench of [together, singly]) {
    for (const at of [0, 1, 2]) await bench.call("POST", "/v1/customers", { externalId: `${example}-${at}` });
  }
  await take(together, events);
  for (const event of events) await take(singly, [event]);
  expect(await held(together, example)).toEqual(await held(singly, example));
}

test.each([
  {
    what: "one that met a run that was undone goes behind it",
    names: ["founded 1", "company 0", "founded 0", "email 0", "email 0", "email 0", "company 0"],
  },
  {
    what: "one that read what a run read that was set aside goes behind it",
    names: ["message 1", "removed 0", "last 1", "object 1", "email 0", "email 0", "removed 1", "email 0"],
  },
])("$what", async ({ names }) => {
  const operations = names.map((entry) => {
    const [name = "", whose] = entry.split(" ");
    return { name, whose: Number(whose), what: 0, other: 0, status: "open" };
  });
  await compare(operations, true);
});

test("runs that meet at one customer each do in a batch what they do one by one", async () => {
  const many = fc.array(operation, { minLength: 4, maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(many, (operations) => compare(operations, true)),
    { numRuns: 20 },
  );
}, 60_000);

// With more than two, one that was set aside may be overtaken by a later one that meets it only further on: the outcome is then
// that of another order of arrival.
test("any two runs do in a batch what they do one by one, however they meet", async () => {
  const two = fc.array(operation, { minLength: 2, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(two, (operations) => compare(operations, false)),
    { numRuns: 40 },
  );
}, 60_000);
