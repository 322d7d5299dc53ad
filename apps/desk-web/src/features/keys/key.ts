import { api } from "@hark/ui";

/** A permission as the picker offers it. */
export interface Role {
  readonly name: string;
  readonly group: string;
  readonly description: string;
}

/** The permission that the senders of hooks need. */
export const HOOK_ROLE = "org.hook";

export const listRoles = (): Promise<{ data: readonly Role[] }> => api.get("/v1/roles");

/** Whether a key may send to hooks. */
export const mayReceiveHooks = (roles: readonly string[]): boolean =>
  roles.some((role) => role === HOOK_ROLE || role === "org.hooks" || role === "org.admin" || role === "org");
