/** A role as the picker offers it. */
export interface RoleDescription {
  readonly name: string;
  readonly group: string;
  readonly description: string;
}

const resources = [
  "attachment",
  "company",
  "conversation",
  "customer",
  "event",
  "hook",
  "klass",
  "kobject",
  "message",
  "metadata",
  "note",
  "search",
  "setting",
  "workflow",
] as const;
const verbs = ["read", "create", "update", "delete"] as const;

/** Every permission of Desk's keys, grouped for the picker. */
export const deskRoles: readonly RoleDescription[] = [
  { name: "org.hook", group: "Hooks", description: "Send transactions to web hooks" },
  { name: "org.hooks", group: "Hooks", description: "The same permission under its current name" },
  { name: "org.admin", group: "Everything", description: "Everything an owner may do" },
  ...resources.flatMap((resource) =>
    verbs.map((verb) => ({
      name: `org.permission.${resource}.${verb}`,
      group: `${resource[0]?.toUpperCase()}${resource.slice(1)}`,
      description: `${verb[0]?.toUpperCase()}${verb.slice(1)} ${resource} records`,
    })),
  ),
];

/** Every permission of Reviews' keys. */
export const reviewsRoles: readonly RoleDescription[] = [
  { name: "reviews.admin", group: "Reviews", description: "Everything a merchant may do by API" },
];

/** Whether a name can be a role at all: known ones, their legacy forms, and those of single klasses. */
export function isRole(app: "desk" | "reviews", name: string): boolean {
  if (app === "reviews") return reviewsRoles.some((role) => role.name === name);
  if (deskRoles.some((role) => role.name === name)) return true;
  return /^org\.(permission\.[a-z_]+(\.[\w-]+)*|user\.[a-z_]+\.(read|write|delete)|user|admin\.[\w.]+)$/.test(
    name,
  );
}

const HOOK_NAMES = new Set(["org.hook", "org.hooks"]);

/**
 * Whether roles allow what any one of `anyOf` allows. `org.admin` and `reviews.admin` stand for everything of their app, a
 * role covers those below it (`org.permission.customer` covers `.read`), and both names of the hook permission are one.
 */
export function hasRole(roles: readonly string[], anyOf: readonly string[]): boolean {
  return roles.some((role) => anyOf.some((wanted) => covers(role, wanted)));
}

function covers(role: string, wanted: string): boolean {
  if (role === wanted || wanted.startsWith(`${role}.`)) return true;
  if (role === "org.admin") return wanted.startsWith("org.");
  return HOOK_NAMES.has(role) && HOOK_NAMES.has(wanted);
}
