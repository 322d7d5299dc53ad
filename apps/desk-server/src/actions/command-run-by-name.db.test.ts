import { idSequence } from "@hark/kernel";
import type { ActionResult } from "@hark/workflow";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../testing/desk-bench.ts";
import { commandRunByName } from "./command-run-by-name.ts";

let bench: DeskBench;
beforeAll(async () => {
  bench = await deskBench();
});
afterAll(() => bench.close());

/** Makes a workflow; gives its id. */
async function make(name: string, trigger: object, enabled = true): Promise<string> {
  const document = { name, trigger: { id: "1", transitions: [], ...trigger }, steps: [], enabled };
  const { status, body } = await bench.call("POST", "/v1/workflows", document);
  expect(status).toBe(201);
  return body.data.id;
}

/** What the action answers when runs of one batch name these. */
function resultsOf(names: readonly string[], orgId = bench.orgId): Promise<readonly ActionResult[]> {
  const now = bench.clock.now();
  const items = names.map((name, at) => ({
    runId: `run-${at}`,
    workflowId: "wf",
    stepId: "step",
    params: { name, inputs: { at } },
    depth: 0,
  }));
  return bench.database.transaction((tx) =>
    commandRunByName.run(items, { orgId, tx, now, alone: true, newId: idSequence(now) }),
  );
}

test("the one enabled callable workflow of a name is called; none or several are told apart", async () => {
  const callable = { eventName: "called", callable: true };
  const wanted = await make("Follow up", callable);
  await make("Follow up", { eventName: "kustomer.customer.create" });
  await make("Asleep", callable, false);
  for (let made = 0; made < 2; made += 1) await make("Twice", callable);
  expect(await resultsOf(["Follow up", "Asleep", "Twice", "follow up"])).toEqual([
    { output: { workflowId: wanted }, call: { workflowId: wanted, inputs: { at: 0 } } },
    { error: expect.objectContaining({ code: "notfound" }) },
    { error: expect.objectContaining({ code: "conflict" }) },
    { error: expect.objectContaining({ code: "notfound" }) },
  ]);
  expect(await resultsOf(["Follow up"], "0".repeat(24))).toMatchObject([{ error: { code: "notfound" } }]);
});
