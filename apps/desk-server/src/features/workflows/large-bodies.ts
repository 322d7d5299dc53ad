import { HarkError, isJsonObject, nextTurn } from "@hark/kernel";

const MAX_MEMBERS = 1_000;

/**
 * Parts the parsing of a large body from what is done with it, and refuses one of so many members that merely to copy it takes long. A
 * hook before the body is validated.
 */
export async function refuseManyMembers({ body }: { readonly body: unknown }): Promise<void> {
  await nextTurn();
  if (!isJsonObject(body)) return;
  let members = 0;
  for (const _name in body) {
    members += 1;
    if (members > MAX_MEMBERS)
      throw new HarkError(
        "badparam",
        `a workflow has at most ${MAX_MEMBERS.toLocaleString("en")} members of its own; remove some`,
        { pointer: "" },
      );
  }
}
