import { createHash } from "node:crypto";
import { BlockList, isIPv6 } from "node:net";
import { type Clock, DAY, HarkError, newId, type RandomBytes } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { isRole } from "./roles.ts";

/** Which product a key belongs to. */
export type App = "desk" | "reviews";

/** A key as it is stored; its token is known to nobody any more. */
export interface KeyRow {
  readonly org_id: string;
  readonly id: string;
  readonly app: App;
  readonly name: string;
  readonly last_chars: string;
  readonly roles: string[];
  readonly cidrs: string[];
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly created_at: Date;
}

/** What a new key is made of. */
export interface NewKey {
  readonly orgId: string;
  readonly app: App;
  readonly name: string;
  readonly roles: readonly string[];
  readonly expiresInDays?: number | undefined;
  readonly cidrs?: readonly string[] | undefined;
  readonly createdBy: string | null;
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOKEN_LETTERS = 40;
const COLUMNS = "org_id, id, app, name, last_chars, roles, cidrs, expires_at, last_used_at, created_at";

/** `hk_` and forty letters: some 238 bits, so a plain hash is enough to keep it by. */
function newToken(random: RandomBytes): string {
  let letters = "";
  while (letters.length < TOKEN_LETTERS) {
    // Values above 247 would make the first letters likelier than the others.
    for (const byte of random(TOKEN_LETTERS))
      if (byte < 248 && letters.length < TOKEN_LETTERS) letters += LETTERS[byte % 62];
  }
  return `hk_${letters}`;
}

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Makes a key; the token in the answer is shown this once. Throws 400 for a role or address range that does not exist. */
export async function createKey(
  database: Database,
  clock: Clock,
  random: RandomBytes,
  key: NewKey,
): Promise<{ row: KeyRow; token: string }> {
  if (key.roles.length === 0)
    throw new HarkError("badparam", "give the key at least one permission", { pointer: "/roles" });
  for (const role of key.roles) {
    if (!isRole(key.app, role))
      throw new HarkError("badparam", `there is no permission ${role}; GET /v1/roles lists them`, {
        pointer: "/roles",
      });
  }
  addressList(key.cidrs ?? []);
  const now = clock.now();
  const token = newToken(random);
  const row = await database.one<KeyRow>(
    `insert into accounts.api_keys (org_id, id, app, name, hash, last_chars, roles, cidrs, expires_at, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`,
    [
      key.orgId,
      newId(now, random),
      key.app,
      key.name,
      hashOf(token),
      token.slice(-4),
      [...key.roles],
      [...(key.cidrs ?? [])],
      key.expiresInDays === undefined ? null : new Date(now.getTime() + key.expiresInDays * DAY),
      now,
      key.createdBy,
    ],
  );
  return { row, token };
}

/** Keys of one product that were not revoked, newest first. */
export function listKeys(database: Database, orgId: string, app: App): Promise<KeyRow[]> {
  return database.all<KeyRow>(
    `select ${COLUMNS} from accounts.api_keys where org_id = $1 and app = $2 and revoked_at is null order by created_at desc, id desc limit 500`,
    [orgId, app],
  );
}

/** The key a token belongs to, or undefined when there is none or it was revoked. */
export function findKeyByToken(database: Database, token: string): Promise<KeyRow | undefined> {
  return database.maybe<KeyRow>(
    `select ${COLUMNS} from accounts.api_keys where hash = $1 and revoked_at is null`,
    [hashOf(token)],
  );
}

/** Revokes a key for good; false when there is none. */
export async function revokeKey(database: Database, orgId: string, id: string, now: Date): Promise<boolean> {
  return (
    (await database.run(
      "update accounts.api_keys set revoked_at = $3 where org_id = $1 and id = $2 and revoked_at is null",
      [orgId, id, now],
    )) > 0
  );
}

/** Notes when keys were last used, many at once. */
export async function noteUse(
  database: Database,
  uses: readonly { readonly orgId: string; readonly id: string; readonly at: Date }[],
): Promise<void> {
  await database.run(
    `update accounts.api_keys k set last_used_at = u.at
     from unnest($1::text[], $2::text[], $3::timestamptz[]) as u(org_id, id, at) where k.org_id = u.org_id and k.id = u.id`,
    [uses.map((use) => use.orgId), uses.map((use) => use.id), uses.map((use) => use.at)],
  );
}

/** Throws 401 for a key that ended, 403 for a caller outside of the key's addresses. */
export function checkUse(key: KeyRow, address: string, now: Date): void {
  if (key.expires_at && key.expires_at <= now) {
    throw new HarkError(
      "unauthorized",
      `the key '${key.name}' expired on ${key.expires_at.toISOString().slice(0, 10)}; make a new one`,
      { parameter: "authorization" },
    );
  }
  if (key.cidrs.length === 0) return;
  if (!addressList(key.cidrs).check(address, isIPv6(address) ? "ipv6" : "ipv4")) {
    throw new HarkError(
      "forbidden",
      `the key '${key.name}' may not be used from ${address}; make a key that allows this address`,
      { parameter: "authorization" },
    );
  }
}

function addressList(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = "", bits] = cidr.split("/");
    try {
      const family = isIPv6(address) ? "ipv6" : "ipv4";
      list.addSubnet(address, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
    } catch {
      throw new HarkError("badparam", `${cidr} is no address range; write it as 203.0.113.0/24`, {
        pointer: "/cidrs",
      });
    }
  }
  return list;
}
