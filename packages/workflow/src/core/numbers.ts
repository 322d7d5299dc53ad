/** Numbers, and texts that read as numbers; undefined for everything else. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isNaN(value) ? undefined : value;
  // No number takes more characters, and a long text of blanks would be read for nothing.
  if (typeof value !== "string" || value.length > 400 || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}
