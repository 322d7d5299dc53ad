/** Values in order, in parts that weigh so much at most, or hold one value. */
export function* inParts<Value>(
  values: readonly Value[],
  weightOf: (value: Value) => number,
  most: number,
): Generator<readonly Value[], void> {
  let from = 0;
  let weight = 0;
  for (const [at, value] of values.entries()) {
    const own = weightOf(value);
    if (at > from && weight + own > most) {
      yield values.slice(from, at);
      [from, weight] = [at, 0];
    }
    weight += own;
  }
  if (from < values.length) yield from === 0 ? values : values.slice(from);
}
