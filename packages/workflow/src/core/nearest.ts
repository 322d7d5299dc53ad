const MAX_NAME = 200;
// About 5 ms.
const MAX_COMPARED = 1_000_000;
// Looking at a candidate takes as long as comparing so many pairs.
const COST_OF_CANDIDATE = 50;

/** What may still be compared to find names that are alike, in pairs of characters. Whoever looks for many shares one. */
export interface Comparisons {
  left: number;
}

/** The one of some names that is most like another; undefined when none is alike, or finding out takes too much. */
export function nearestName(
  name: string,
  names: Iterable<string>,
  atMost = Math.max(2, name.length / 4),
  comparisons: Comparisons = { left: MAX_COMPARED },
): string | undefined {
  if (name.length > MAX_NAME) return undefined;
  let best: { readonly name: string; readonly distance: number } | undefined;
  const wanted = name.toLowerCase();
  const until = Math.max(0, comparisons.left - MAX_COMPARED);
  for (const candidate of names) {
    comparisons.left -= 1;
    if (comparisons.left < until) return undefined;
    // Each missing character is a change, so that most need not be compared.
    if (candidate === name || Math.abs(candidate.length - name.length) > atMost) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), Math.floor(atMost), comparisons);
    if (distance <= atMost && (!best || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name;
}

/** How many changes lead from one text to the other; when these are more than `atMost`, some number that is more. */
function editDistance(a: string, b: string, atMost: number, comparisons: Comparisons): number {
  // What both begin and end with needs no change, and names of one kind begin alike.
  const start = commonStart(a, b);
  const end = commonEnd(a, b, Math.min(a.length, b.length) - start);
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const row = Array.from({ length: right.length + 1 }, (_, index) => index);
  comparisons.left -= COST_OF_CANDIDATE;
  for (let i = 1; i <= left.length; i += 1) {
    // Farther from the diagonal there are more changes than wanted.
    const from = Math.max(1, i - atMost);
    const to = Math.min(right.length, i + atMost);
    comparisons.left -= to - from + 1;
    const least = nextRow(row, left.charCodeAt(i - 1), right, {
      from,
      to,
      first: from === 1 ? i : atMost + 1,
    });
    if (least > atMost) return least;
  }
  return row[right.length] ?? 0;
}

/** Makes one row of the table of changes of the row before it; gives the least number in it. */
function nextRow(
  row: number[],
  char: number,
  right: string,
  { from, to, first }: { readonly from: number; readonly to: number; readonly first: number },
): number {
  let diagonal = row[from - 1] ?? 0;
  let before = first;
  let least = first;
  row[from - 1] = first;
  for (let j = from; j <= to; j += 1) {
    const above = row[j] ?? 0;
    const changed = diagonal + (char === right.charCodeAt(j - 1) ? 0 : 1);
    before = Math.min(changed, above + 1, before + 1);
    if (before < least) least = before;
    row[j] = before;
    diagonal = above;
  }
  return least;
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a.charCodeAt(count) === b.charCodeAt(count)) count += 1;
  return count;
}

function commonEnd(a: string, b: string, most: number): number {
  let count = 0;
  while (count < most && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count))
    count += 1;
  return count;
}
