/** The name shoppers see: first name and the initial of the last, "Reviewer M."; one name alone stays as it is. */
export function displayNameOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = words[0] ?? "";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  if (!last) return first;
  // By code points, so that no letter outside of the basic plane is cut in half.
  const initial = String.fromCodePoint(last.codePointAt(0) ?? 0);
  return `${first} ${initial.toLocaleUpperCase()}.`;
}
