import type { Database } from "@hark/postgres";
import fc from "fast-check";
import { expect } from "vitest";
import {
  type AttemptResult,
  cancelDelivery,
  type Deliverer,
  findEndpoint,
  type OutgoingClient,
  resend,
  updateEndpoint,
} from "../index.ts";
import { ORG, type Scene, setScene } from "./scene.ts";

// The schedule of the model: two retries, a minute each, without jitter (the fraction drawn is a half).
const DELAYS_MS = [60_000, 60_000];
const BREAKER = 5;

interface ModelDelivery {
  readonly key: string;
  state: "pending" | "succeeded" | "failed" | "canceled";
  reason: string | null;
  attempts: number;
  /** Of these, those before it was resent: the schedule begins anew. */
  triedBefore: number;
  /** Model time at which it may go. */
  due: number;
  /** Its place in the outbox; a resent one gets a new one. */
  position: number;
}

/** An answer a receiver gives to everything within one round. */
export type Answer = "ok" | "busy" | "refuses" | "aborts" | "gone";

/** What is supposed to happen, in a few lines and without a database. Time is in milliseconds. */
export class Model {
  readonly deliveries: ModelDelivery[] = [];
  enabled = true;
  paused = false;
  failures = 0;
  openUntil = 0;
  now = 0;
  position = 0;

  publish(key: string): void {
    if (!this.enabled) return;
    this.position += 1;
    const due = { due: this.now, position: this.position };
    this.deliveries.push({ key, state: "pending", reason: null, attempts: 0, triedBefore: 0, ...due });
  }

  /** Those that may go now: due, and the first of their key. */
  ready(): ModelDelivery[] {
    if (!this.enabled || this.paused) return [];
    if (this.failures >= BREAKER && this.openUntil > this.now) return [];
    const waiting = this.deliveries.filter(({ state }) => state === "pending");
    const first = waiting.filter(
      ({ key, position }) => !waiting.some((other) => other.key === key && other.position < position),
    );
    return first
      .filter(({ due }) => due <= this.now)
      .toSorted((left, right) => left.due - right.due || left.position - right.position);
  }

  /** One at a time, as the endpoint's concurrency of one has it. */
  drain(answer: Answer): void {
    for (let [delivery] = this.ready(); delivery; [delivery] = this.ready()) this.attempt(delivery, answer);
  }

  attempt(delivery: ModelDelivery, answer: Answer): void {
    delivery.attempts += 1;
    const end = (state: ModelDelivery["state"], reason: string | null): void =>
      void Object.assign(delivery, { state, reason });
    const delay = DELAYS_MS[delivery.attempts - delivery.triedBefore - 1];
    if (answer === "ok") end("succeeded", null);
    else if (answer === "refuses") end("failed", "refused");
    else if (answer === "aborts") end("failed", "aborted");
    else if (answer === "gone") end("failed", "gone");
    else if (delay === undefined) end("failed", "exhausted");
    else delivery.due = this.now + delay;
    if (answer === "gone") this.enabled = false;
    // A refusal of one event tells that the receiver is there.
    if (answer === "ok" || answer === "refuses") this.recover();
    else this.fail();
  }

  fail(): void {
    this.failures += 1;
    if (this.failures < BREAKER) return;
    this.openUntil = this.now + Math.min(300_000, 5_000 * 2 ** (this.failures - BREAKER));
  }

  recover(): void {
    if (this.failures >= BREAKER) this.makeDue();
    this.failures = 0;
    this.openUntil = 0;
  }

  makeDue(): void {
    for (const delivery of this.deliveries)
      if (delivery.state === "pending") delivery.due = Math.min(delivery.due, this.now);
  }

  /** Switched on or resumed: a fresh start. */
  refresh(): void {
    this.failures = 0;
    this.openUntil = 0;
    this.makeDue();
  }
}

const ANSWERS: Record<Answer, Pick<AttemptResult, "statusCode" | "headers">> = {
  ok: { statusCode: 200, headers: {} },
  busy: { statusCode: 503, headers: {} },
  refuses: { statusCode: 400, headers: {} },
  aborts: { statusCode: 500, headers: { "webhook-delivery": "abort-message" } },
  gone: { statusCode: 410, headers: {} },
};

/** The real thing, with a receiver that answers what it is told. */
export class Real {
  readonly database: Database;
  readonly scene: Scene;
  readonly endpointId: string;
  readonly sender: Deliverer;
  answer: Answer = "ok";

  private constructor(database: Database, scene: Scene, endpointId: string) {
    this.database = database;
    this.scene = scene;
    this.endpointId = endpointId;
    const client: Pick<OutgoingClient, "post"> = {
      post: async () => ({ ...ANSWERS[this.answer], error: undefined, body: "", durationMs: 1 }),
    };
    this.sender = scene.deliverer({ client });
  }

  static async make(database: Database): Promise<Real> {
    const scene = await setScene(database);
    const { id } = await scene.endpoint("https://example.com/", {
      orderBy: "subject",
      concurrency: 1,
      retryDelaysMs: DELAYS_MS,
    });
    return new Real(database, scene, id);
  }

  /** The deliveries in the order of their making; they all have an instant of their own. */
  async rows() {
    return (await this.scene.rows()).toReversed();
  }
}

type Command = fc.AsyncCommand<Model, Real>;

async function expectSame(model: Model, real: Real): Promise<void> {
  const rows = await real.rows();
  expect(rows.map((row) => [row.state, row.reason, row.attempt_count])).toEqual(
    model.deliveries.map((delivery) => [delivery.state, delivery.reason, delivery.attempts]),
  );
  const endpoint = await findEndpoint(real.database, ORG, real.endpointId);
  expect(endpoint).toMatchObject({ enabled: model.enabled, paused: model.paused, failures: model.failures });
}

const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    await expectSame(model, real);
  },
  toString: () => name,
});

const pass = (model: Model, real: Real, ms: number): void => {
  model.now += ms;
  real.scene.clock.advance(ms);
};

/** What can happen. */
export function commandsOf(): fc.Arbitrary<Command>[] {
  const answers = fc.constantFrom<Answer>("ok", "busy", "busy", "refuses", "aborts", "gone");
  return [
    fc.constantFrom("a", "b").map((key) =>
      command(`publish(${key})`, async (model, real) => {
        pass(model, real, 1);
        model.publish(key);
        await real.scene.tell({}, { subjectId: key });
      }),
    ),
    answers.map((answer) =>
      command(`drain(${answer})`, async (model, real) => {
        real.answer = answer;
        model.drain(answer);
        await real.sender.drain();
      }),
    ),
    fc
      .constantFrom(1_000, 5_000, 60_000, 300_000)
      .map((ms) => command(`pass(${ms})`, async (model, real) => pass(model, real, ms))),
    fc.boolean().map((paused) =>
      command(`pause(${paused})`, async (model, real) => {
        if (model.paused && !paused) model.refresh();
        model.paused = paused;
        await updateEndpoint(real.database, ORG, real.endpointId, { paused }, real.scene.clock.now());
      }),
    ),
    fc.constant(
      command("switchOn", async (model, real) => {
        if (!model.enabled) model.refresh();
        model.enabled = true;
        await updateEndpoint(real.database, ORG, real.endpointId, { enabled: true }, real.scene.clock.now());
      }),
    ),
    fc.nat(20).map((pick) => onOne(`cancel(${pick})`, pick, cancel)),
    fc.nat(20).map((pick) => onOne(`resend(${pick})`, pick, bringBack)),
  ];
}

type OnOne = (model: Model, delivery: ModelDelivery, real: Real, id: string) => Promise<void>;

const onOne = (name: string, pick: number, act: OnOne): Command =>
  command(name, async (model, real) => {
    const at = model.deliveries.length === 0 ? 0 : pick % model.deliveries.length;
    const delivery = model.deliveries[at];
    const row = (await real.rows())[at];
    if (delivery && row) await act(model, delivery, real, row.id);
  });

const cancel: OnOne = async (_model, delivery, real, id) => {
  const waits = delivery.state === "pending";
  if (waits) Object.assign(delivery, { state: "canceled", reason: "canceled" });
  const said = await cancelDelivery(real.database, ORG, id, real.scene.clock.now());
  expect(said).toBe(waits ? "canceled" : "not waiting");
};

const bringBack: OnOne = async (model, delivery, real, id) => {
  if (delivery.state !== "pending") {
    model.position += 1;
    delivery.position = model.position;
    delivery.triedBefore = delivery.attempts;
  }
  Object.assign(delivery, { state: "pending", reason: null, due: model.now });
  await resend(real.database, ORG, id, real.scene.clock.now());
};
