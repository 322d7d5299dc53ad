/** The kinds of hooks there are. */
export type HookKind = "web" | "form" | "email";

/** The event a hook's transactions carry, such as `kustomer.hooks.web.<id>.receive`. */
export const hookEventName = (kind: HookKind, hookId: string): string =>
  `kustomer.hooks.${kind}.${hookId}.receive`;

/** The event that calls a callable workflow. */
export const callEventName = (workflowId: string): string => `kustomer.workflow.${workflowId}.call`;

/** The hook an event name stands for, or undefined. */
export function hookOfEventName(
  name: string,
): { readonly kind: HookKind; readonly hookId: string } | undefined {
  const found = /^kustomer\.hooks\.(web|form|email)\.([0-9a-zA-Z_-]+)\.receive$/.exec(name);
  return found ? { kind: found[1] as HookKind, hookId: found[2] ?? "" } : undefined;
}
