// `npm run chaos -- --target delivery [--rounds 9]`, `--target engine [--seconds 60]`: kills what can be killed, then says in one line of
// JSON what became of the promises. `--target simulation` does so to runs in virtual time. Exits with 1 when a promise was broken. Bounded
// by its rounds or seconds, so it ends by itself; `HARK_SEED` repeats what a seed did.
import { parseArgs } from "node:util";
import { seedOf } from "@hark/workflow/testing";
import { deliveryChaos } from "./delivery.ts";
import { engineChaos } from "./engine.ts";
import { simulationChaos } from "./simulation.ts";

const { values } = parseArgs({
  options: {
    target: { type: "string", default: "delivery" },
    rounds: { type: "string", default: "9" },
    seconds: { type: "string", default: "60" },
    // The last line is JSON in any case; whoever asks for it may say so.
    json: { type: "boolean" },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const seed = seedOf(process.env["HARK_SEED"], new Date());
const targets: Readonly<Record<string, () => Promise<boolean>>> = {
  delivery: () => deliveryChaos(rounds),
  engine: () => engineChaos(seconds, seed),
  simulation: () => simulationChaos(seconds, seed),
};
const storm = targets[values.target];
if (!storm || ![rounds, seconds].every((count) => Number.isInteger(count) && count > 0)) {
  process.stderr.write(`use --target ${Object.keys(targets).join("|")} with --rounds N or --seconds N\n`);
  process.exit(2);
}
process.exit((await storm()) ? 0 : 1);
