import { type JsonObject, manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { catalogueOf } from "../core/catalogue.ts";
import type { WorkflowDocument } from "../core/definition.ts";
import type { AnyAction, OutsideAnswer, OutsideRequest } from "../executor/action.ts";
import { createExecutor, type Executor } from "../executor/executor.ts";
import type { ExecutorOptions } from "../executor/options.ts";
import { publishEvents } from "../store/events.ts";
import { findRun, listRuns, type RunDetailRow, type RunRow } from "../store/runs.ts";
import { insertWorkflow, publishDraft, setEnabled } from "../store/workflows.ts";

/** The value of the variable `token` in this world. */
export const SECRET = "s3cret-value";

const text = (params: JsonObject, name: string): string => String(params[name] as string);

const property = (title: string) => ({ type: "any" as const, title });
const describe = (name: string, names: readonly string[]) => ({
  name,
  label: name,
  group: "World",
  purpose: "",
  input: {
    type: "object" as const,
    properties: Object.fromEntries(names.map((entry) => [entry, property(entry)])),
  },
  exampleOutput: { status: 299 },
});

const actions: AnyAction[] = [
  {
    description: describe("post", ["url", "token", "body"]),
    outside: true,
    request: (params) => ({
      request: {
        method: "POST",
        url: text(params, "url"),
        headers: { authorization: `Bearer ${text(params, "token")}` },
        body: text(params, "body"),
      },
    }),
    outcome: ({ statusCode, body }) => ({ output: { status: statusCode ?? 0, body } }),
  },
  {
    description: describe("later", ["workflowId", "minutes", "inputs"]),
    hasEffects: true,
    keys: () => ({ reads: [], writes: [] }),
    run: async (items, { now }) =>
      items.map(({ params }) => ({
        output: {},
        call: {
          workflowId: text(params, "workflowId"),
          inputs: params["inputs"] as JsonObject,
          dueAt: new Date(now.getTime() + Number(params["minutes"]) * 60_000),
        },
      })),
  },
  {
    description: describe("emit", ["name"]),
    hasEffects: true,
    keys: () => ({ reads: [], writes: [] }),
    run: async (items) =>
      items.map(({ params, runId }) => ({
        output: { runId },
        emits: [{ name: text(params, "name"), sourceId: "record", data: () => ({ id: "record" }) }],
      })),
  },
];

/** The edge that is always taken. */
export const always = (target: string) => [{ target, condition: { op: "true", values: [true] } }] as const;

/** A document of one step. */
export const oneStep = (
  eventName: string,
  action: string,
  params: JsonObject,
  more: object = {},
): WorkflowDocument =>
  ({
    name: "Test",
    trigger: { id: "1", eventName, transitions: always("act") },
    steps: [{ id: "act", action, params, transitions: [], ...more }],
  }) as unknown as WorkflowDocument;

/** Params of the action `post`, with the secret in a header. */
export const post = {
  url: "https://api.example/x",
  token: "/#variables.token",
  body: "/#steps.1.text",
};

/** What a call to the outside gives; without a status it failed with `body` as the reason. */
export function answer(statusCode: number | undefined, body: string, refused = false): OutsideAnswer {
  const error = statusCode === undefined ? body : undefined;
  return { statusCode, headers: {}, body, error, refused, durationMs: 1 };
}

/** An organisation whose workflows call out, call one another and emit. Answers are given in order, then 200 "fine". */
export class OutsideWorld {
  readonly orgId: string;
  readonly clock: ReturnType<typeof manualClock>;
  sent: OutsideRequest[] = [];
  answers: OutsideAnswer[] = [];
  readonly #database: Database;

  constructor(database: Database, clock: ReturnType<typeof manualClock>) {
    this.#database = database;
    this.clock = clock;
    this.orgId = newId(clock.now());
  }

  executor(outside?: ExecutorOptions["outside"], more: Partial<ExecutorOptions> = {}): Executor {
    return createExecutor({
      database: this.#database,
      live: createLiveBus(this.#database),
      actions,
      catalogue: catalogueOf(actions.map((action) => action.description)),
      clock: this.clock,
      random: secureRandom,
      log: { error: () => {} },
      retentionDays: 90,
      outside:
        outside ??
        (async (request) => {
          this.sent.push(request);
          return this.answers.shift() ?? answer(200, "fine");
        }),
      variables: async (_sql, _org, ids) => new Map(ids.map((id) => [id, { token: SECRET }])),
      ...more,
    });
  }

  async enable(document: WorkflowDocument): Promise<string> {
    const id = newId(this.clock.now());
    const change = { orgId: this.orgId, by: "test", at: this.clock.now() };
    await insertWorkflow(this.#database, change, id, document, undefined);
    await publishDraft(this.#database, change, id);
    await setEnabled(this.#database, change, id, true);
    return id;
  }

  async arrive(data: JsonObject, orderKey: string | null = null): Promise<void> {
    const createdAt = this.clock.now();
    const event = {
      orgId: this.orgId,
      id: newId(createdAt),
      name: "arrived",
      sourceId: "hook",
      meta: {},
      depth: 0,
    };
    await publishEvents(this.#database, [
      { ...event, data: JSON.stringify(data), createdAt, key: null, orderKey },
    ]);
  }

  runsOf(workflowId: string): Promise<RunRow[]> {
    return listRuns(this.#database, this.orgId, { workflowId, limit: 100, offset: 0 });
  }

  /** The one run of a workflow, whole. */
  async only(workflowId: string): Promise<RunDetailRow> {
    const [row, ...others] = await this.runsOf(workflowId);
    if (!row || others.length > 0) throw new Error(`there are ${row ? others.length + 1 : 0} runs, not one`);
    const detail = await findRun(this.#database, this.orgId, row.id);
    if (!detail) throw new Error("the run cannot be read");
    return detail;
  }
}
