import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { Answer } from "@hark/accounts/testing";
import { publishedExample } from "@hark/contract";
import { type DeskBench, deskBench } from "./desk-bench.ts";

/** What a test wants otherwise in the published example; members that are undefined are left out of it. */
export interface Change {
  readonly email?: string;
  readonly reviewId?: string;
  readonly review?: object;
  readonly [member: string]: unknown;
}

/** A run as `GET /v1/runs/{id}` tells it. */
export interface RunDetail {
  readonly id: string;
  readonly state: string;
  readonly error: { readonly code: string; readonly message: string; readonly field?: string } | null;
  readonly waitingFor: string | null;
  readonly dueAt: string | null;
  readonly steps: readonly string[];
  // Tests look into entries freely; what they expect is checked by the expectation itself.
  // oxlint-disable-next-line no-explicit-any
  readonly journal: readonly any[];
}

/** The documents of the wire over the whole of Desk, which listens on a port of its own: everything goes by HTTP. */
export interface DocumentsBench extends Omit<DeskBench, "call" | "close"> {
  readonly hook: { readonly id: string; readonly hash: string };
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A shipped document, whose `HOOK_ID` is this bench's hook; `ids` stand in for others that are made on import. */
  document(name: string, ids?: Readonly<Record<string, string>>): object;
  /** Imports a document, publishes and enables it; gives the workflow's id. */
  enable(document: object): Promise<string>;
  /** Posts to the hook; gives the transaction's id. */
  receive(body: object, headers?: Record<string, string>): Promise<string>;
  /** Lets the executor work until nothing is ready. */
  settle(): Promise<void>;
  customer(email: string): Promise<string>;
  /** A customer's records of one kind: `klasses/review`, `conversations`, `notes`. */
  recordsOf(customerId: string, kind: string): Promise<Answer["body"]>;
  runs(workflowId: string): Promise<RunDetail[]>;
  /** The one run of a workflow. */
  onlyRun(workflowId: string): Promise<RunDetail>;
  close(): Promise<void>;
}

const attributes = ["ratingNum", "titleStr", "bodyTxt", "sentimentStr", "submittedAt", "recommendedBool"];

/** The published example with an instant that can be read, and a review and a buyer of its own. */
export function reviewEvent({ email, reviewId, review, ...rest }: Change = {}): object {
  return {
    ...publishedExample,
    reviewerEmail: email ?? "reviewer.mcgee@example.com",
    ...rest,
    review: {
      ...publishedExample.review,
      dateCreated: "2026-01-31T09:30:00.000Z",
      reviewId: reviewId ?? crypto.randomUUID(),
      ...review,
    },
  };
}

/** Makes a bench with a klass `review` and a hook. Close it at the end. */
export async function documentsBench(): Promise<DocumentsBench> {
  const bench = await deskBench();
  await bench.desk.server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = bench.desk.server.server.address() as AddressInfo; // a socket that listens on TCP has one
  const admin = await bench.key("org.admin");
  const hookKey = await bench.key("org.hook");
  const call: DocumentsBench["call"] = async (method, path, body, headers) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${admin}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  const must = async (status: number, ...request: Parameters<DocumentsBench["call"]>) => {
    const answer = await call(...request);
    if (answer.status !== status)
      throw new Error(`${request[0]} ${request[1]}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.data;
  };
  const properties = Object.fromEntries(attributes.map((name) => [name, {}]));
  await must(200, "POST", "/v1/klasses", { name: "review", metadata: { properties } });
  const made = await must(201, "POST", "/v1/hooks/web", { title: "Reviews" });
  const hook = { id: made.id as string, hash: made.attributes.hash as string };
  const runs: DocumentsBench["runs"] = async (workflowId) => {
    const list = await must(200, "GET", `/v1/workflows/${workflowId}/runs`);
    const details: RunDetail[] = [];
    for (const { id } of list) {
      const { attributes: run } = await must(200, "GET", `/v1/runs/${id}`);
      details.push({ id, ...run, steps: run.journal.map((entry: { stepId: string }) => entry.stepId) });
    }
    return details;
  };
  return {
    ...bench,
    hook,
    call,
    document: (name, ids = {}) => readShipped(name, { HOOK_ID: hook.id, ...ids }),
    enable: async (document) => {
      const { id, attributes: made } = await must(201, "POST", "/v1/workflows", {
        ...document,
        enabled: true,
      });
      if (made.enabled !== true) throw new Error(`not enabled: ${JSON.stringify(made.problems)}`);
      return id as string;
    },
    receive: async (body, headers = {}) => {
      const authorization = `Bearer ${hookKey}`;
      const path = `/v1/hooks/web/${hook.hash}`;
      return (await must(201, "POST", path, body, { authorization, ...headers })).id as string;
    },
    settle: async () => void (await bench.desk.executor.drain()),
    customer: async (email) => (await must(201, "POST", "/v1/customers", { emails: [{ email }] })).id,
    recordsOf: (id, kind) => must(200, "GET", `/v1/customers/${id}/${kind}?pageSize=100`),
    runs,
    onlyRun: async (workflowId) => {
      const [run, ...others] = await runs(workflowId);
      if (!run || others.length > 0)
        throw new Error(`there are ${run ? others.length + 1 : 0} runs, not one`);
      return run;
    },
  };
}

function readShipped(name: string, ids: Readonly<Record<string, string>>): object {
  const file = new URL(`../../../../packages/workflow/src/core/fixtures/${name}.json`, import.meta.url);
  const text = Object.entries(ids).reduce(
    (read, [placeholder, id]) => read.replaceAll(placeholder, id),
    readFileSync(file, "utf8"),
  );
  return JSON.parse(text) as object;
}
