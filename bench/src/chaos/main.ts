// `npm run chaos -- --target delivery [--rounds 9]`: kills what can be killed, then says what became of the promises. Exits with 1 when one
// was broken. Bounded by its rounds, so it ends by itself.
import { parseArgs } from "node:util";
import { deliveryChaos } from "./delivery.ts";

const targets = { delivery: deliveryChaos } as const;
const { values } = parseArgs({
  options: { target: { type: "string", default: "delivery" }, rounds: { type: "string", default: "9" } },
});
const storm = Object.entries(targets).find(([name]) => name === values.target)?.[1];
const rounds = Number(values.rounds);
if (!storm || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`use --target ${Object.keys(targets).join("|")} and --rounds N\n`);
  process.exit(2);
}
process.exit((await storm(rounds)) ? 0 : 1);
