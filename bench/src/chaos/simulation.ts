import { SimulationFault, simulate } from "@hark/workflow/testing";

/**
 * Runs of random documents in virtual time for so many seconds, one seed after the other: crashes between any two steps, answers that
 * come late, twice or never. Gives whether every promise of the pure core was kept; a seed that broke one is told.
 */
export async function simulationChaos(seconds: number, firstSeed: number): Promise<boolean> {
  const sum = { steps: 0, crashes: 0, retries: 0, ignoredAnswers: 0 };
  const faults: string[] = [];
  const endAt = performance.now() + seconds * 1_000;
  let seed = firstSeed;
  for (; performance.now() < endAt && faults.length < 5; seed += 1) {
    try {
      const { steps, crashes, retries, ignoredAnswers } = simulate(seed);
      sum.steps += steps;
      sum.crashes += crashes;
      sum.retries += retries;
      sum.ignoredAnswers += ignoredAnswers;
    } catch (error) {
      if (!(error instanceof SimulationFault)) throw error;
      faults.push(error.message);
      process.stderr.write(`${error.message}\n`);
    }
  }
  const { ignoredAnswers: ignored_answers, ...counts } = sum;
  const line = {
    seeds: seed - firstSeed,
    ...counts,
    ignored_answers,
    faults: faults.length,
    first_seed: firstSeed,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  return faults.length === 0;
}
