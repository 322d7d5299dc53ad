import { secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createReplay,
  createReplayer,
  findReplay,
  migrations,
  type Replayer,
  type ReplayRow,
} from "./index.ts";
import { type Catcher, startCatcher } from "./testing/index.ts";
import { ORG, type Scene, setScene } from "./testing/scene.ts";

let database: Database;
let scene: Scene;
let catcher: Catcher;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());
beforeEach(async () => {
  scene = await setScene(database);
  catcher = await startCatcher();
});
afterEach(() => catcher.close());

const replayer = (): Replayer =>
  createReplayer({
    database,
    live: createLiveBus(database),
    clock: scene.clock,
    log: { info: () => {}, error: () => {} },
    wake: () => {},
  });
const bringBack = (): Promise<ReplayRow> =>
  createReplay(
    database,
    ORG,
    { filter: { storeId: scene.storeId, states: ["failed"] } },
    scene.clock.now(),
    secureRandom,
  );
const ids = (from: number, to: number) =>
  catcher.caught.slice(from, to).map(({ headers }) => headers["webhook-id"]);

test("dead letters that are brought back arrive after live events, under the ids they had", async () => {
  await scene.endpoint(catcher.url, { concurrency: 1 });
  catcher.script({ status: 400 }, { status: 400 });
  await scene.tell({ n: 1 });
  scene.clock.advance(1_000);
  await scene.tell({ n: 2 });
  const sender = scene.deliverer();
  await sender.drain();
  scene.clock.advance(60_000);
  const { id } = await bringBack();
  expect(await replayer().drain()).toBe(2);
  await scene.tell({ n: 3 });
  await sender.drain();
  expect(catcher.caught.map(({ body }) => JSON.parse(body).data.n)).toEqual([1, 2, 3, 1, 2]);
  expect(ids(3, 5)).toEqual(ids(0, 2));
  expect(await findReplay(database, ORG, id)).toMatchObject({ state: "done", succeeded: 2, failed: 0 });
});
