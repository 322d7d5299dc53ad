/**
 * V8 decides by the last 250 characters of what it looks for how far it may go on. When they repeat themselves, as in `a…ab…aa…a`, it compares
 * nearly all of it at nearly each place: to look for 10,000 such characters in 390,000 took it two seconds. So that long texts are looked for in
 * the way of Knuth, Morris and Pratt, which never looks twice at a character of what is searched.
 */
const SHORT = 200;

/** Where `wanted` first stands in a text at or behind `from`, or -1; in a time that grows with the length of both, and no faster. */
export function indexOfText(text: string, wanted: string, from = 0): number {
  if (wanted.length <= SHORT) return text.indexOf(wanted, from);
  if (wanted.length > text.length - from) return -1;
  return searchIn(text, wanted, bordersOf(wanted), from);
}

/** Whether a text holds another. */
export const holdsText = (text: string, wanted: string): boolean => indexOfText(text, wanted) >= 0;

/** The parts of a text between a separator, at most so many, as `split` has them. */
export function splitText(text: string, separator: string, most: number): string[] {
  if (separator.length <= SHORT) return text.split(separator, most);
  const parts: string[] = [];
  let from = 0;
  for (const at of placesOf(text, separator)) {
    if (parts.length === most) return parts;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  if (parts.length < most) parts.push(text.slice(from));
  return parts;
}

/** A text with another in the place of all that is `wanted`. */
export function replaceText(text: string, wanted: string, by: string): string {
  if (wanted.length <= SHORT) return text.replaceAll(wanted, () => by);
  return wanted.length > text.length ? text : splitText(text, wanted, Number.POSITIVE_INFINITY).join(by);
}

function* placesOf(text: string, wanted: string): Generator<number, void> {
  const borders = bordersOf(wanted);
  for (let at = searchIn(text, wanted, borders, 0); at >= 0; ) {
    yield at;
    at = searchIn(text, wanted, borders, at + wanted.length);
  }
}

/** For each beginning of a text, how much of its end it begins with again, itself excepted. */
function bordersOf(wanted: string): Int32Array {
  const borders = new Int32Array(wanted.length);
  let border = 0;
  for (let at = 1; at < wanted.length; at += 1) {
    const code = wanted.charCodeAt(at);
    while (border > 0 && code !== wanted.charCodeAt(border)) border = borders[border - 1] ?? 0;
    if (code === wanted.charCodeAt(border)) border += 1;
    borders[at] = border;
  }
  return borders;
}

function searchIn(text: string, wanted: string, borders: Int32Array, from: number): number {
  let found = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    while (found > 0 && code !== wanted.charCodeAt(found)) found = borders[found - 1] ?? 0;
    if (code === wanted.charCodeAt(found)) found += 1;
    if (found === wanted.length) return at - found + 1;
  }
  return -1;
}
