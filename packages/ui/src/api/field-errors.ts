import { ApiError } from "./api-error.ts";

/**
 * What was wrong with which field, for forms: `/roles/0` becomes `roles.0`. Empty for anything that is no refused request
 * or that names no field.
 */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const { pointer, detail } of error.faults) {
    if (!pointer || pointer === "/") continue;
    const field = pointer.slice(1).replaceAll("/", ".");
    const prefix = `${field}: `.toLowerCase();
    const bare = detail.toLowerCase().startsWith(prefix) ? detail.slice(prefix.length) : detail;
    found[field] ??= bare.charAt(0).toUpperCase() + bare.slice(1);
  }
  return found;
}
