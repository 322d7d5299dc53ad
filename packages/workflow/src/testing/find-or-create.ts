import type { JsonObject } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import type { WorkflowDocument } from "../core/definition.ts";
import type { Action, ActionResult } from "../executor/action.ts";

/** Tables of the smallest world in which runs can get into each other's way: people found or created by name, and things of theirs. */
export async function makeWorld(database: Database): Promise<void> {
  await database.run("create schema world");
  await database.run("create table world.people (org_id text, name text, primary key (org_id, name))");
  await database.run("create table world.things (org_id text, run_id text, name text)");
}

const text = (params: JsonObject, name: string): string => String(params[name] as string);
const personKey = (params: JsonObject): string => `person:${text(params, "name")}`;

function describe(name: string) {
  return {
    name,
    label: name,
    group: "World",
    purpose: "",
    input: { type: "object" as const, properties: { name: { type: "string" as const, title: "Name" } } },
    exampleOutput: { id: "somebody" },
  };
}

const find: Action = {
  description: describe("world.find"),
  hasEffects: false,
  keys: (params) => ({ reads: [personKey(params)], writes: [] }),
  run: async (items, { tx, orgId }) => {
    const names = items.map((item) => text(item.params, "name"));
    const rows = await tx.all<{ name: string }>(
      "select name from world.people where org_id = $1 and name = any($2)",
      [orgId, names],
    );
    const known = new Set(rows.map((row) => row.name));
    return names.map((name): ActionResult => ({ output: known.has(name) ? { id: name } : null }));
  },
};

const create: Action = {
  description: describe("world.create"),
  hasEffects: true,
  keys: (params) => ({ reads: [], writes: [personKey(params)] }),
  run: async (items, { tx, orgId, alone }) => {
    const results: ActionResult[] = [];
    for (const { params } of items) {
      const count = await tx.run("insert into world.people values ($1, $2) on conflict do nothing", [
        orgId,
        text(params, "name"),
      ]);
      if (count > 0) results.push({ output: { id: text(params, "name") } });
      // Somebody else may have made this person meanwhile: alone, the run will find them.
      else if (!alone) throw new Error("written meanwhile");
      else results.push({ error: { code: "conflict", message: "taken", field: "name" } });
    }
    return results;
  },
};

const file: Action = {
  description: describe("world.file"),
  hasEffects: true,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items, { tx, orgId }) => {
    if (items.some((item) => item.params["explode"] === true)) throw new Error("a defect");
    await tx.run("insert into world.things select $1, * from unnest($2::text[], $3::text[])", [
      orgId,
      items.map((item) => item.runId),
      items.map((item) => text(item.params, "name")),
    ]);
    return items.map(
      (item): ActionResult =>
        item.params["refuse"] === true
          ? { error: { code: "badparam", message: "refused; send it without refuse", field: "refuse" } }
          : { output: { id: item.runId } },
    );
  },
};

/** Actions of the world: look, create, and file a thing, which can be refused or explode. */
export const worldActions: readonly Action[] = [find, create, file];

const params = {
  name: "/#steps.1.attributes.data.name",
  explode: "/#steps.1.attributes.data.explode",
  refuse: "/#steps.1.attributes.data.refuse",
};
const always = { op: "true", values: [true] };

/** Finds the person or creates them, then files a thing: the shape of the guide's own workflow. */
export const findOrCreate: WorkflowDocument = {
  name: "Find or create",
  trigger: { id: "1", eventName: "thing.arrived", transitions: [{ target: "find", condition: always }] },
  steps: [
    {
      id: "find",
      action: "world.find",
      params,
      transitions: [
        { target: "file", condition: { op: "exists", values: ["/#steps.find.id"] } },
        { target: "create", condition: always },
      ],
    },
    { id: "create", action: "world.create", params, transitions: [{ target: "file", condition: always }] },
    { id: "file", action: "world.file", params, transitions: [] },
  ],
};
