import { z } from "zod";

/** Schemas by the members they were narrowed to. */
const known = new WeakMap<z.ZodObject, Map<string, z.ZodObject>>();
/** Workflows give the same few sets of members again and again; the whole schema reads what comes beyond so many. */
const MOST = 200;

/**
 * The schema without those of its optional members that a value does not have. It reads the value as the whole one would, sooner: a customer has
 * three dozen members, of which a step gives two, and a schema goes through all of its own. The value has no others than the schema. One that
 * looks at its members together stays whole.
 */
export function narrowTo(schema: z.ZodObject, value: object): z.ZodObject {
  if (schema.def.checks?.length) return schema;
  let schemas = known.get(schema);
  if (!schemas) known.set(schema, (schemas = new Map()));
  const names = Object.keys(value).join();
  const before = schemas.get(names);
  if (before) return before;
  if (schemas.size >= MOST) return schema;
  const narrowed = narrow(schema, value);
  schemas.set(names, narrowed);
  return narrowed;
}

function narrow(schema: z.ZodObject, value: object): z.ZodObject {
  const members = Object.entries(schema.shape);
  return z.object(
    Object.fromEntries(members.filter(([name, member]) => Object.hasOwn(value, name) || hasSay(member))),
  );
}

/** Whether a member matters where there is none: because it is missed, or because something stands in for it. */
function hasSay(member: z.core.$ZodType): boolean {
  const { success, data } = z.safeParse(member, undefined);
  return !success || data !== undefined;
}
