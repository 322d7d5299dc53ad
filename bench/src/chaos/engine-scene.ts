import { type Database } from "@hark/postgres";
import type { Standing } from "./engine-verdict.ts";
import type { Worker } from "./engine-workers.ts";

/** The desk that a storm goes over. */
export interface Scene {
  /** The hook's path, the same at every worker. */
  readonly hookPath: string;
  readonly hookToken: string;
}

const always = (target: string) => [{ target, condition: { op: "true", values: [true] } }];
const event = "/#steps.1.attributes.data";
const file = (id: string, klassName: string, customer: string, transitions: object[]) => ({
  id,
  action: "kustomer.kobject.create-with-customer",
  params: { klassName, customer: `/#steps.${customer}.id`, title: `${event}.number` },
  transitions,
});
// Nothing here is unique but the buyer: what is done twice stands twice.
const outsideOnly = (target: string) => [
  { target, condition: { op: "true", values: [`${event}.isOutside`] } },
];
const tell = (id: string, url: string, next: string) => ({
  id,
  action: "kustomer.rest-api.json",
  params: { uri: url, method: "POST", data: { number: `${event}.number` } },
  transitions: always(next),
});

/** Finds the buyer or makes them, files an object; every few events tell the outside and file a receipt for its answer. */
const documentOf = (hookId: string, outsideUrl: string): object => ({
  name: "Storm",
  trigger: { id: "1", eventName: `kustomer.hooks.web.${hookId}.receive`, transitions: always("find") },
  steps: [
    {
      id: "find",
      action: "kustomer.customer.find-by-email",
      params: { email: `${event}.email` },
      transitions: [
        { target: "file", condition: { op: "exists", values: ["/#steps.find.id"] } },
        ...always("create"),
      ],
    },
    {
      id: "create",
      action: "kustomer.customer.create",
      params: { name: "Buyer", emails: [{ email: `${event}.email` }] },
      transitions: always("fileNew"),
    },
    file("file", "review", "find", outsideOnly("tell")),
    file("fileNew", "review", "create", outsideOnly("tellNew")),
    tell("tell", outsideUrl, "receipt"),
    tell("tellNew", outsideUrl, "receiptNew"),
    file("receipt", "receipt", "find", []),
    file("receiptNew", "receipt", "create", []),
  ],
});

/** Makes klasses, a hook with its key and the workflow, by API. */
export async function setScene(worker: Worker, outsideUrl: string): Promise<Scene> {
  const token = await worker.cli("desk", "key", "--name", "Storm", "--roles", "org.admin");
  const hookToken = await worker.cli("desk", "key", "--name", "Load", "--roles", "org.hook");
  const post = async (path: string, body: object) => {
    const answer = await fetch(worker.deskUrl + path, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return (JSON.parse(text) as { data: { id: string; attributes: Record<string, unknown> } }).data;
  };
  for (const name of ["review", "receipt"]) await post("/v1/klasses", { name });
  const hook = await post("/v1/hooks/web", { title: "Storm" });
  const workflow = await post("/v1/workflows", { ...documentOf(hook.id, outsideUrl), enabled: true });
  if (workflow.attributes["enabled"] !== true)
    throw new Error(`the workflow is refused: ${JSON.stringify(workflow.attributes["problems"])}`);
  return { hookPath: `/v1/hooks/web/${String(hook.attributes["hash"])}`, hookToken };
}

/** How many runs have not ended. */
export async function openRuns(database: Database): Promise<number> {
  return (await database.one<{ count: number }>("select count(*) from workflow.queue")).count;
}

/** What stands at Desk, read behind its back. */
export async function readStanding(database: Database): Promise<Standing> {
  const numbers = async (klass: string): Promise<number[]> =>
    (
      await database.all<{ title: string }>("select title from desk.kobjects where klass_name = $1", [klass])
    ).map(({ title }) => Number(title));
  const emails = await database.all<{ email: string }>(
    "select e ->> 'email' as email from desk.customers c, jsonb_array_elements(to_jsonb(c.emails)) e",
  );
  const failed = await database.one<{ count: number }>(
    "select count(*) from workflow.runs where state <> 'completed'",
  );
  return {
    objects: await numbers("review"),
    receipts: await numbers("receipt"),
    emails: emails.map(({ email }) => email),
    openRuns: await openRuns(database),
    failedRuns: failed.count,
  };
}

/** Why runs failed, a few of them in words. */
export async function readFaults(database: Database): Promise<string[]> {
  const rows = await database.all<{ error: string; count: number }>(
    "select error::text as error, count(*) from workflow.runs where state <> 'completed' group by 1 order by 2 desc limit 5",
  );
  return rows.map(({ error, count }) => `${count} × ${error}`);
}
