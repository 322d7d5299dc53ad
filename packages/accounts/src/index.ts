import type { MigrationLine } from "@hark/postgres";

export * from "./accounts.ts";
export type { App, KeyRow, NewKey } from "./keys.ts";
export { firstOrganisation, type NewOwner } from "./owner.ts";
export { deskRoles, hasRole, isRole, type RoleDescription, reviewsRoles } from "./roles.ts";
export { SESSION_COOKIE } from "./sign-in.ts";

/** The tables of people, organisations and keys. */
export const migrations: MigrationLine = {
  schema: "accounts",
  directory: new URL("../migrations/", import.meta.url),
};
