import { type Clock, HarkError, newId, type RandomBytes } from "@hark/kernel";
import type { Database, Sql } from "@hark/postgres";

/** The first person and the organisation they own. */
export interface NewOwner {
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const SETUP_LOCK = 4_400_450_003;

/** True while nobody has an account. */
export async function needsSetup(sql: Sql): Promise<boolean> {
  return (await sql.maybe('select 1 from accounts."user" limit 1')) === undefined;
}

/**
 * Makes the first person, owner of the first organisation. Throws 409 when somebody was faster. Later people are invited.
 */
export async function createOwner(
  database: Database,
  clock: Clock,
  random: RandomBytes,
  owner: NewOwner,
): Promise<{ orgId: string; userId: string }> {
  // Loaded here: hashing a password is rare, and the library is large.
  const { hashPassword } = await import("better-auth/crypto");
  const password = await hashPassword(owner.password);
  const now = clock.now();
  const [orgId, userId, accountId, memberId] = [0, 1, 2, 3].map(() => newId(now, random)) as [
    string,
    string,
    string,
    string,
  ]; // four in, four out
  await database.transaction(async (tx) => {
    await tx.run("select pg_advisory_xact_lock($1)", [SETUP_LOCK]);
    if (!(await needsSetup(tx)))
      throw new HarkError("conflict", "Hark has an owner already; sign in as that person");
    await tx.run(
      'insert into accounts."user" ("id", "name", "email", "emailVerified") values ($1, $2, $3, true)',
      [userId, owner.name, owner.email.toLowerCase()],
    );
    await tx.run(
      `insert into accounts."account" ("id", "accountId", "providerId", "userId", "password", "updatedAt") values ($1, $2, 'credential', $2, $3, $4)`,
      [accountId, userId, password, now],
    );
    await tx.run(
      'insert into accounts."organization" ("id", "name", "slug", "createdAt") values ($1, $2, $3, $4)',
      [orgId, owner.organisation, orgId, now],
    );
    await tx.run(
      `insert into accounts."member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, $2, $3, 'owner', $4)`,
      [memberId, orgId, userId, now],
    );
  });
  return { orgId, userId };
}

/** An organisation someone belongs to. */
export interface Membership {
  readonly org_id: string;
  readonly organisation: string;
  readonly role: string;
}

/** The organisations of a person, the oldest first. */
export function membershipsOf(sql: Sql, userId: string): Promise<Membership[]> {
  return sql.all<Membership>(
    `select m."organizationId" as org_id, o."name" as organisation, m."role" as role from accounts."member" m
     join accounts."organization" o on o."id" = m."organizationId" where m."userId" = $1 order by m."createdAt", m."id"`,
    [userId],
  );
}

/** The oldest organisation: the one the command line and the demo mean. */
export function firstOrganisation(sql: Sql): Promise<{ id: string; name: string } | undefined> {
  return sql.maybe<{ id: string; name: string }>(
    'select "id" as id, "name" as name from accounts."organization" order by "createdAt", "id" limit 1',
  );
}

/** An organisation's name, or undefined. */
export async function organisationName(sql: Sql, orgId: string): Promise<string | undefined> {
  return (
    await sql.maybe<{ name: string }>('select "name" as name from accounts."organization" where "id" = $1', [
      orgId,
    ])
  )?.name;
}

/** People of an organisation. */
export function membersOf(
  sql: Sql,
  orgId: string,
): Promise<{ id: string; name: string; email: string; role: string }[]> {
  return sql.all<{ id: string; name: string; email: string; role: string }>(
    `select u."id" as id, u."name" as name, u."email" as email, m."role" as role from accounts."member" m
     join accounts."user" u on u."id" = m."userId" where m."organizationId" = $1 order by m."createdAt"`,
    [orgId],
  );
}
