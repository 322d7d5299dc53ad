import type { Actor, Server } from "@hark/http";
import { type Clock, HarkError, type RandomBytes, SECOND, type Service } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import type { FastifyRequest } from "fastify";
import {
  type App,
  checkUse,
  createKey,
  findKeyByToken,
  type KeyRow,
  listKeys,
  type NewKey,
  noteUse,
  revokeKey,
} from "./keys.ts";
import { createOwner, membershipsOf, membersOf, type NewOwner, needsSetup } from "./owner.ts";
import { hasRole } from "./roles.ts";
import { registerRoutes } from "./routes.ts";
import { createSignIn, SESSION_COOKIE, type SignIn } from "./sign-in.ts";

/** People, organisations and keys: who calls, and what they may do. */
export interface Accounts extends Service {
  /** The caller by bearer key or session cookie; null when a request carries neither. Throws 401 for a bad key. */
  authenticate(request: FastifyRequest): Promise<Actor | null>;
  authorize(actor: Actor, anyOf: readonly string[]): boolean;
  /** Registers sign-in, first run, `/v1/me` and `/v1/api-keys` on an app's server. */
  register(server: Server, app: App): Promise<void>;
  needsSetup(): Promise<boolean>;
  createOwner(owner: NewOwner): Promise<{ orgId: string; userId: string }>;
  /** Who is told what an organisation's owner should know. */
  ownersOf(orgId: string): Promise<{ id: string; name: string; email: string }[]>;
  createKey(key: NewKey): Promise<{ row: KeyRow; token: string }>;
  listKeys(orgId: string, app: App): Promise<KeyRow[]>;
  revokeKey(orgId: string, id: string): Promise<boolean>;
}

export interface AccountsOptions {
  readonly database: Database;
  readonly secret: string;
  /** The apps' own addresses; pages of others may not use a session. */
  readonly origins: readonly string[];
  readonly clock: Clock;
  readonly random: RandomBytes;
}

// Short: how long a session or key that was ended elsewhere may still work here. Ended in this process, it stops at once.
const KEPT_MS = 3 * SECOND;
const NOTE_USES_MS = 30 * SECOND;
const MAX_CACHED = 10_000;

/** Opens accounts over a migrated database. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { database, clock, random } = options;
  const signIn = createSignIn(options);
  const keys = createCache<KeyRow | null>(clock);
  const people = createCache<Actor | null>(clock);
  const uses = new Map<string, { orgId: string; id: string; at: Date }>();
  let timer: NodeJS.Timeout | undefined;

  const writeUses = async (): Promise<void> => {
    const noted = [...uses.values()];
    uses.clear();
    if (noted.length > 0) await noteUse(database, noted);
  };

  const byKey = async (token: string, address: string): Promise<Actor> => {
    const key = await keys.read(token, async () => (await findKeyByToken(database, token)) ?? null);
    if (!key)
      throw new HarkError(
        "unauthorized",
        "this API key is not known or was revoked; make a new one under Settings > Security > API Keys",
        { parameter: "authorization" },
      );
    checkUse(key, address, clock.now());
    uses.set(key.id, { orgId: key.org_id, id: key.id, at: clock.now() });
    return { kind: "key", id: key.id, name: key.name, orgId: key.org_id, roles: key.roles };
  };

  const accounts: Accounts = {
    authenticate: async (request) => {
      const { authorization, cookie } = request.headers;
      if (authorization !== undefined) return byKey(readBearer(authorization), request.ip);
      if (!cookie?.includes(`${SESSION_COOKIE}=`)) return null;
      return people.read(cookie, () => findPerson(database, signIn, cookie));
    },
    authorize: (actor, anyOf) => hasRole(actor.roles, anyOf),
    register: (server, app) =>
      registerRoutes(server, { app, accounts, signIn, database, forgetSessions: people.clear }),
    needsSetup: () => needsSetup(database),
    createOwner: (owner) => createOwner(database, clock, random, owner),
    ownersOf: async (orgId) =>
      (await membersOf(database, orgId)).filter(({ role }) => role.split(",").includes("owner")),
    createKey: (key) => createKey(database, clock, random, key),
    listKeys: (orgId, app) => listKeys(database, orgId, app),
    revokeKey: async (orgId, id) => {
      const revoked = await revokeKey(database, orgId, id, clock.now());
      keys.clear();
      return revoked;
    },
    start: async () => {
      // When a key was last used is good to know and worth no write per call.
      timer ??= setInterval(() => void writeUses().catch(() => {}), NOTE_USES_MS);
    },
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
      await writeUses().catch(() => {});
      await signIn.close();
    },
  };
  return accounts;
}

function readBearer(authorization: string): string {
  const token = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
  if (token) return token;
  throw new HarkError("unauthorized", "send the API key as 'Authorization: Bearer <key>'", {
    parameter: "authorization",
  });
}

async function findPerson(database: Database, signIn: SignIn, cookie: string): Promise<Actor | null> {
  const person = await signIn.session(cookie);
  if (!person) return null;
  const memberships = await membershipsOf(database, person.userId);
  const membership = memberships.find((entry) => entry.org_id === person.activeOrgId) ?? memberships[0];
  if (!membership) return null;
  const isAdmin = membership.role === "owner" || membership.role === "admin";
  const roles = isAdmin ? ["org.admin", "reviews.admin"] : ["org.user", "org.permission"];
  return { kind: "user", id: person.userId, name: person.name, orgId: membership.org_id, roles };
}

interface Cache<Value> {
  read(key: string, load: () => Promise<Value>): Promise<Value>;
  clear(): void;
}

function createCache<Value>(clock: Clock): Cache<Value> {
  const known = new Map<string, { value: Value; until: number }>();
  return {
    read: async (key, load) => {
      const now = clock.now().getTime();
      const entry = known.get(key);
      if (entry && entry.until > now) return entry.value;
      const value = await load();
      if (known.size > MAX_CACHED) known.clear();
      // What is not there is asked for each time: somebody may be signing in this very moment.
      if (value === null) known.delete(key);
      else known.set(key, { value, until: now + KEPT_MS });
      return value;
    },
    clear: () => known.clear(),
  };
}
