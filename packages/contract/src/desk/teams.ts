import { z } from "zod";
import { deskId, instant, uniqueList } from "./fields.ts";

const text = (max: number) => z.string().max(max);

/** Who is in a team: ids of users. */
export const teamMembers = uniqueList(text(64), 500);

/** A new team. */
export const teamBody = z.strictObject({
  name: text(256).min(1),
  displayName: text(256).optional(),
  icon: text(64).optional(),
  members: teamMembers.optional(),
  externalId: text(256).min(1).optional(),
  createdAt: instant.optional(),
  importedAt: instant.optional(),
});
export type TeamBody = z.infer<typeof teamBody>;

/** Changes to a team. */
export const teamChanges = teamBody
  .omit({ createdAt: true, importedAt: true })
  .partial()
  .extend({ deleted: z.boolean().nullish() });
export type TeamChanges = z.infer<typeof teamChanges>;

/** Members to add or to take out. */
export const teamMembersBody = z.strictObject({ members: teamMembers });

const userFields = {
  displayName: text(256).optional(),
  avatarUrl: text(2_048).nullish(),
  mobile: text(64).nullish(),
  emailSignature: text(20_000).nullish(),
  roleGroups: z.array(deskId).max(100).optional(),
};
const email = text(256).regex(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address, such as robin@example.com");

/** A new user: somebody whom work is assigned to. */
export const userBody = z.strictObject({
  name: text(256).min(1),
  email,
  ...userFields,
  userType: z.enum(["user", "machine", "limited", "hourly"]).optional(),
});
export type UserBody = z.infer<typeof userBody>;

/** Changes to a user; `deleted: true` deactivates, `null` restores. */
export const userChanges = z.strictObject({
  name: text(256).min(1).optional(),
  email: email.optional(),
  ...userFields,
  userType: z.enum(["user", "limited", "hourly"]).optional(),
  deleted: z.boolean().nullish(),
});
export type UserChanges = z.infer<typeof userChanges>;
