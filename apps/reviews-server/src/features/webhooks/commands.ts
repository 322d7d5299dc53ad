import type { NewWebhook, WebhookChange } from "@hark/contract";
import { HarkError, newId, SECOND } from "@hark/kernel";
import {
  checkHeaders,
  checkUrl,
  deleteEndpoint,
  type EndpointRow,
  type EndpointSettings,
  findEndpoint,
  insertEndpoint,
  insertSigningKey,
  listEndpoints,
  parseFilter,
  type Replayer,
  updateEndpoint,
} from "@hark/webhooks";
import type { IntegrationTools } from "../integrations/kustomer.ts";
import type { StoreRow } from "../stores/store.ts";
import { newKey } from "./signing-keys.ts";

/** What the routes of webhooks work with. */
export interface WebhookTools extends IntegrationTools {
  readonly replayer: Pick<Replayer, "wake">;
}

/** Webhooks of one store at most; each takes part in every event. */
const MAX_WEBHOOKS = 50;

export const missingWebhook = (): HarkError =>
  new HarkError("notfound", "this organisation has no such webhook", { parameter: "id" });

/** Makes a webhook with its first key, whose secret it gives. Throws `badparam` naming the field, `conflict` at the fifty-first. */
export async function createWebhook(
  tools: WebhookTools,
  store: StoreRow,
  { signing, ...body }: NewWebhook,
): Promise<{ readonly id: string; readonly secret: string }> {
  const { deps } = tools;
  const now = deps.clock.now();
  const id = newId(now, deps.random);
  const settings = { ...settingsOf(tools, store.orgId, body), url: checkedUrl(tools, body.url) };
  const key = newKey(tools, { orgId: store.orgId, endpointId: id, kind: signing, now });
  await deps.database.transaction(async (tx) => {
    const others = await listEndpoints(tx, store.orgId, store.id);
    if (others.filter(({ kind }) => kind === "generic").length >= MAX_WEBHOOKS)
      throw new HarkError("conflict", `a store has at most ${MAX_WEBHOOKS} webhooks; delete one first`);
    await insertEndpoint(tx, { ...settings, orgId: store.orgId, id, storeId: store.id, now });
    await insertSigningKey(tx, key.row);
  });
  changed(tools, store.orgId, id);
  return { id, secret: key.secret };
}

/** Changes what is named. Throws `notfound`, or `badparam` naming the field. */
export async function updateWebhook(
  tools: WebhookTools,
  orgId: string,
  id: string,
  body: WebhookChange,
): Promise<void> {
  const { database, clock } = tools.deps;
  await genericEndpoint(tools, orgId, id);
  await updateEndpoint(database, orgId, id, settingsOf(tools, orgId, body), clock.now());
  changed(tools, orgId, id);
}

/** Lets deliveries pile up, or go again: then what waits is due at once. Also of the Kustomer integration. */
export async function pauseWebhook(
  tools: WebhookTools,
  orgId: string,
  id: string,
  paused: boolean,
): Promise<void> {
  const { database, clock } = tools.deps;
  const row = await updateEndpoint(database, orgId, id, { paused }, clock.now());
  if (!row) throw missingWebhook();
  changed(tools, orgId, id);
}

/** Deletes a webhook. Throws `notfound`; `conflict` for the Kustomer integration, which is switched off instead. */
export async function removeWebhook(tools: WebhookTools, orgId: string, id: string): Promise<void> {
  const { database, clock } = tools.deps;
  await genericEndpoint(tools, orgId, id);
  await database.transaction((tx) => deleteEndpoint(tx, orgId, id, clock.now()));
  changed(tools, orgId, id);
}

/** A webhook of the merchant's making. */
export async function genericEndpoint(
  { deps }: WebhookTools,
  orgId: string,
  id: string,
): Promise<EndpointRow> {
  const endpoint = await findEndpoint(deps.database, orgId, id);
  if (!endpoint) throw missingWebhook();
  if (endpoint.kind === "kustomer")
    throw new HarkError("conflict", "this is the Kustomer integration; change it on its own page", {
      parameter: "id",
    });
  return endpoint;
}

function changed({ deps, wake }: WebhookTools, orgId: string, id: string): void {
  deps.live.publish(orgId, "webhooks", { type: "webhook", id });
  wake(orgId);
}

function settingsOf(tools: WebhookTools, orgId: string, body: WebhookChange): Partial<EndpointSettings> {
  const { url, filter, headers, retryDelaysSeconds, ...same } = body;
  return {
    ...withoutUndefined(same),
    ...(url === undefined ? {} : { url: checkedUrl(tools, url) }),
    ...(filter === undefined ? {} : { filter: filter === null ? null : checkedFilter(filter) }),
    ...(headers === undefined ? {} : { headers: headers === null ? null : sealed(tools, orgId, headers) }),
    ...(retryDelaysSeconds === undefined
      ? {}
      : { retryDelaysMs: retryDelaysSeconds?.map((seconds) => Math.round(seconds * SECOND)) ?? null }),
  };
}

type Named<Body> = { [Key in keyof Body]: Exclude<Body[Key], undefined> };
/** Without the members that were not named, which keep their values. */
function withoutUndefined<Body extends object>(body: Body): Partial<Named<Body>> {
  // What is left out is what the type leaves out.
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<
    Named<Body>
  >;
}

function checkedUrl({ policy }: WebhookTools, text: string): string {
  const verdict = checkUrl(text, policy);
  if (!verdict.ok) throw new HarkError("badparam", `url ${verdict.message}`, { pointer: "/url" });
  return verdict.url.href;
}

function checkedFilter(json: object): NonNullable<EndpointSettings["filter"]> {
  const verdict = parseFilter(json);
  if (!verdict.ok)
    throw new HarkError("badparam", `filter ${verdict.message}`, { pointer: `/filter${verdict.pointer}` });
  return verdict.filter;
}

function sealed(
  { secrets }: WebhookTools,
  orgId: string,
  headers: Readonly<Record<string, string>>,
): EndpointSettings["headers"] {
  const verdict = checkHeaders(headers);
  if (!verdict.ok)
    throw new HarkError("badparam", `the header '${verdict.name}' ${verdict.message}`, {
      pointer: `/headers/${verdict.name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    });
  const names = Object.keys(verdict.headers);
  return names.length === 0 ? null : { sealed: secrets.seal(JSON.stringify(verdict.headers), orgId), names };
}
