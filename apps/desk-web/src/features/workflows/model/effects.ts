const WRITING = /^(?:create|update|delete|merge|add|append|remove|assign|publish|schedule|run)(?:-|$)/;

/** Whether an action changes something: `kustomer.customer.create` does, `kustomer.customer.find-by-email` only looks. */
export const takesEffect = (action: string): boolean => WRITING.test(action.split(".").at(-1) ?? "");
