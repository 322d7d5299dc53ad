import { type Figure, median } from "../figure.ts";
import { makeEngineWorld } from "./engine-world.ts";
import { sleep, startRunning, untilIdle } from "./steady.ts";
import { makeOrganisation } from "./workflow.ts";

const PER_SECOND = 100;
const SAMPLE_S = 2;
const WARM_UP = 0.2;

/** Memory of the executor's process while it works steadily, a hundred runs a second, for so many minutes. */
export async function soak(minutes: number): Promise<Figure[]> {
  const world = await makeEngineWorld();
  try {
    const orgId = await makeOrganisation(world.database);
    const running = await startRunning(world.database);
    try {
      let isOn = true;
      const samples: Sample[] = [];
      const watching = (async () => {
        const startedAt = performance.now();
        while (isOn) {
          samples.push({ atS: (performance.now() - startedAt) / 1_000, mb: await running.rssMb() });
          await sleep(SAMPLE_S * 1_000);
        }
      })();
      await running.publishSteadily(orgId, PER_SECOND, Math.round(minutes * 60)).finally(() => {
        isOn = false;
      });
      await watching;
      await untilIdle(world.database, orgId, 60_000);
      return figuresOf(samples, minutes);
    } finally {
      await running.stop();
    }
  } finally {
    await world.close();
  }
}

function figuresOf(samples: readonly Sample[], minutes: number): Figure[] {
  const growth = growthOf(samples);
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  return [
    { name: `memory at the start of ${minutes} minutes`, unit: "MB", figure: growth.start },
    { name: "memory at most", unit: "MB", figure: growth.max },
    {
      name: "memory at the end",
      unit: "MB",
      figure: growth.end,
      baseline: { name: "after warming up", figure: growth.warm },
      summary: {
        rss_start_mb: rounded(growth.start),
        rss_warm_mb: rounded(growth.warm),
        rss_end_mb: rounded(growth.end),
        rss_max_mb: rounded(growth.max),
        rss_growth_mb: rounded(growth.end - growth.warm),
        rss_slope_mb_per_min: rounded(growth.slopePerMinute),
      },
    },
  ];
}

/** Resident memory at a time. */
export interface Sample {
  readonly atS: number;
  readonly mb: number;
}

/**
 * What samples say of growth: the first, the middle of the fifth after the warm-up, the middle of the last fifth, the most, and the slope
 * (MB a minute) of the straight line that fits best from the warm-up on.
 */
export function growthOf(samples: readonly Sample[]): {
  start: number;
  warm: number;
  end: number;
  max: number;
  slopePerMinute: number;
} {
  const rest = samples.slice(Math.floor(samples.length * WARM_UP));
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const mbOf = (some: readonly Sample[]): number[] => some.map((sample) => sample.mb);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanS, meanMb] = [mean(rest.map((sample) => sample.atS)), mean(mbOf(rest))];
  const spread = rest.reduce((sum, { atS }) => sum + (atS - meanS) ** 2, 0);
  const slope = rest.reduce((sum, { atS, mb }) => sum + (atS - meanS) * (mb - meanMb), 0) / spread;
  return {
    start: samples[0]?.mb ?? Number.NaN,
    warm: median(mbOf(rest.slice(0, fifth))),
    end: median(mbOf(rest.slice(-fifth))),
    max: Math.max(...mbOf(samples)),
    slopePerMinute: spread === 0 ? 0 : slope * 60,
  };
}
