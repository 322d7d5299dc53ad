import { firstOrganisation } from "@hark/accounts";
import { secureRandom, systemClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { listStores } from "@hark/reviews-server";
import {
  countReplay,
  createReplay,
  deliveryWords,
  factsOf,
  listDeliveries,
  type ReplayableState,
  type ReplayFilter,
  resend,
} from "@hark/webhooks";
import { StartError } from "../start-error.ts";
import { exitCode, print } from "./output.ts";
import { withDatabase } from "./with-database.ts";

/** Options of `hark deliveries …`, as commander hands them over. */
export interface DeliveryOptions {
  readonly store?: string;
  readonly state?: string;
  readonly since?: string;
  readonly limit?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const states = ["pending", "succeeded", "failed", "canceled"] as const;
const MAX_LISTED = 1_000;

/** `hark deliveries list`: the newest deliveries of a store, and how each stands. */
export function listAll(options: DeliveryOptions): Promise<number> {
  return withStore(options, async (database, store) => {
    const rows = await listDeliveries(database, store.orgId, {
      storeId: store.id,
      states: statesOf(options.state, states),
      since: sinceOf(options),
      limit: limitOf(options),
      offset: 0,
    });
    const now = systemClock.now();
    const shown = rows.map((row) => ({
      id: row.id,
      type: row.type,
      about: row.subject_id,
      state: row.state,
      words: deliveryWords(
        factsOf(row),
        row.kind === "kustomer" ? "Kustomer" : row.description || row.url,
        now,
      ),
    }));
    const lines = shown.map(
      ({ id, type, state, words }) => `${id}  ${state.padEnd(9)}  ${type.padEnd(17)}  ${words}`,
    );
    print(options.json, shown, lines.length === 0 ? "no delivery fits" : lines.join("\n"));
    return exitCode.ok;
  });
}

/** `hark deliveries resend ID`: sends one once more, now; a running instance does it. */
export function resendOne(id: string, options: DeliveryOptions): Promise<number> {
  return withStore(options, async (database, store) => {
    if (!(await resend(database, store.orgId, id, systemClock.now())))
      throw new StartError(
        `there is no delivery ${id} that can be sent again; 'hark deliveries list' shows them`,
      );
    print(options.json, { id, queued: true }, `${id} is sent once more`);
    return exitCode.ok;
  });
}

/** `hark deliveries replay`: brings back many, counted first with `--dry-run`; a running instance does it. */
export function replayAll(options: DeliveryOptions): Promise<number> {
  return withStore(options, async (database, store) => {
    const now = systemClock.now();
    const filter: ReplayFilter = {
      storeId: store.id,
      states: statesOf<ReplayableState>(options.state, ["succeeded", "failed", "canceled"]) ?? ["failed"],
      since: sinceOf(options),
    };
    if (options.dryRun) {
      const count = await countReplay(database, store.orgId, filter, now);
      print(options.json, count, `${count.total} would be brought back`);
      return exitCode.ok;
    }
    const createdBy = "command line";
    const { id, total } = await createReplay(database, store.orgId, { filter, createdBy }, now, secureRandom);
    print(options.json, { id, total }, `${total} are brought back (replay ${id})`);
    return exitCode.ok;
  });
}

function withStore<Result>(
  { store: slug }: DeliveryOptions,
  work: (database: Database, store: { readonly orgId: string; readonly id: string }) => Promise<Result>,
): Promise<Result> {
  return withDatabase(async (database) => {
    const organisation = await firstOrganisation(database);
    if (!organisation) throw new StartError("there is no organisation yet; make the first owner first");
    const stores = await listStores(database, organisation.id);
    const store =
      slug === undefined && stores.length === 1 ? stores[0] : stores.find((one) => one.slug === slug);
    if (!store)
      throw new StartError(
        `say which store with --store: ${stores.map((one) => one.slug).join(", ") || "there is none yet"}`,
      );
    return work(database, store);
  });
}

function statesOf<State extends string>(
  text: string | undefined,
  known: readonly State[],
): State[] | undefined {
  if (text === undefined) return undefined;
  return text.split(",").map((name) => {
    const state = known.find((one) => one === name.trim());
    if (state === undefined) throw new StartError(`--state takes ${known.join(", ")}, separated by commas`);
    return state;
  });
}

function sinceOf({ since }: DeliveryOptions): Date | undefined {
  if (since === undefined) return undefined;
  const at = new Date(since);
  if (Number.isNaN(at.getTime()))
    throw new StartError("--since takes an instant, such as 2026-01-31 or 2026-01-31T09:30:00Z");
  return at;
}

function limitOf({ limit = "25" }: DeliveryOptions): number {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > MAX_LISTED)
    throw new StartError(`--limit takes a whole number from 1 to ${MAX_LISTED}`);
  return count;
}
