const MAX_NAME = 200;

/** The one of some names that is most like another; undefined when none is alike. */
export function nearestName(name: string, names: Iterable<string>, atMost?: number): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  const limit = atMost ?? Math.max(2, name.length / 4);
  if (name.length > MAX_NAME) return undefined;
  for (const candidate of names) {
    // Each missing character is a change, so that most need not be compared.
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && (!best || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
