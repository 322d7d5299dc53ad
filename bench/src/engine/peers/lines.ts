import { median } from "../../figure.ts";

/** What a peer's program prints of one concurrency. */
export interface PeerLine {
  readonly variant: string;
  readonly concurrency: number;
  readonly count: number;
  readonly perSecond: number;
}

/** Reads a program's output: its figures stand in lines of JSON, between whatever else its libraries print. */
export function readLines(printed: string): PeerLine[] {
  return printed.split("\n").flatMap((text): PeerLine[] => {
    if (!text.startsWith('{"variant":')) return [];
    const { variant, concurrency, count, perSecond } = JSON.parse(text) as Partial<PeerLine>;
    return typeof variant === "string" &&
      concurrency !== undefined &&
      count !== undefined &&
      perSecond !== undefined
      ? [{ variant, concurrency, count, perSecond }]
      : [];
  });
}

/** Of the lines of each concurrency the middle one; it counts what all of them did. */
export function middles(lines: readonly PeerLine[]): PeerLine[] {
  const alike = Map.groupBy(lines, ({ variant, concurrency }) => `${variant} ${concurrency}`);
  return [...alike.values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const count = of.reduce((sum, line) => sum + line.count, 0);
    return [{ ...first, count, perSecond: median(of.map((line) => line.perSecond)) }];
  });
}

/** The fastest. Throws when there is none. */
export function best(lines: readonly PeerLine[]): PeerLine {
  const [fastest] = lines.toSorted((a, b) => b.perSecond - a.perSecond);
  if (!fastest) throw new Error("it printed no figure");
  return fastest;
}
