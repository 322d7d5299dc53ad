/** An object's members without those that are undefined: a change that names a member with no value names it not at all. */
export type Defined<Members> = { [Name in keyof Members]: Exclude<Members[Name], undefined> };

/** Leaves out members that are undefined, so that they cannot wipe out what they are laid over. */
export function defined<Members extends object>(members: Members): Defined<Members> {
  // Only what is undefined is taken away, which is what the type says.
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Defined<Members>;
}
