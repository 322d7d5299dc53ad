import { cpus, totalmem } from "node:os";

/** One figure beside what it is compared with, both from the same run: absolute times of a shared machine say little. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly figure: number;
  readonly baseline?: { readonly name: string; readonly figure: number };
  /** What it adds to the last line of its benchmark, which is for programs. */
  readonly summary?: Readonly<Record<string, number | string | null>>;
}

/** Prints the figures of a benchmark, one line of JSON each; then what they come to in one line, when they say so. */
export function printAll(figures: readonly Figure[]): void {
  for (const figure of figures) print(figure);
  const summary = Object.assign({}, ...figures.map((figure) => figure.summary ?? {})) as object;
  if (Object.keys(summary).length > 0) process.stdout.write(`${JSON.stringify(summary)}\n`);
}

/** One line, with the ratio and the machine. */
function print({ name, unit, figure, baseline }: Figure): void {
  const processors = cpus();
  const line = {
    name,
    figure: round(figure),
    unit,
    ...(baseline
      ? {
          baseline: { name: baseline.name, figure: round(baseline.figure) },
          ratio: round(figure / baseline.figure),
        }
      : {}),
    machine: {
      cpus: processors.length,
      model: processors[0]?.model ?? "",
      memoryGb: Math.round(totalmem() / 1e9),
      node: process.versions.node,
    },
    at: new Date().toISOString(),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const round = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100);

/** Subject to baseline, to three places. */
export function ratio(measured: { readonly subject: number; readonly baseline: number }): number {
  return Math.round((measured.subject / measured.baseline) * 1_000) / 1_000;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which a share of the others lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How many per second `work` does, which says how many it did. */
export async function rate(work: () => Promise<number>): Promise<number> {
  const startedAt = performance.now();
  const count = await work();
  return (count / (performance.now() - startedAt)) * 1_000;
}

/** Runs subject and baseline in turn, so that a machine whose speed drifts does so for both; gives the medians. */
export async function inTurn(
  rounds: number,
  subject: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ subject: number; baseline: number }> {
  await subject();
  await baseline();
  const subjects: number[] = [];
  const baselines: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    subjects.push(await subject());
    baselines.push(await baseline());
  }
  return { subject: median(subjects), baseline: median(baselines) };
}
