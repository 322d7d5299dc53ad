// `npm run bench [name …]`, `hark bench [name …]`: prints each figure as one line of JSON. Bounded in count, so it ends by itself.
import { parseArgs } from "node:util";
import { toError } from "@hark/kernel";
import { settleProcess } from "../../apps/hark/src/cli/settle-process.ts";
import { delivery } from "./delivery.ts";
import { endToEnd } from "./end-to-end.ts";
import { holds } from "./engine/holds.ts";
import { engine } from "./engine/main.ts";
import { soak } from "./engine/soak.ts";
import { type Figure, printAll } from "./figure.ts";
import { intake, mainJob, memory, submit } from "./whole.ts";

// What is measured runs in processes that are set as the product's are.
settleProcess();

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        // All output is JSON; whoever asks for it may say so.
        json: { type: "boolean" },
        peers: { type: "boolean", default: false },
        aged: { type: "boolean", default: false },
        minutes: { type: "string", default: "10" },
      },
    });
  } catch (error) {
    return refuse(toError(error).message);
  }
}

const { values, positionals: wanted } = read();
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= 24 * 60))
  refuse(`--minutes takes a number of minutes up to a day, not ${values.minutes}`);

const benchmarks: Readonly<Record<string, () => Promise<Figure[]>>> = {
  "main-job": mainJob,
  "end-to-end": endToEnd,
  submit,
  intake,
  engine: () => engine(values),
  holds,
  delivery,
  memory,
};
/** Too long to be run unasked. */
const onlyByName: typeof benchmarks = { "engine-soak": () => soak(minutes) };

const all = { ...benchmarks, ...onlyByName };
const unknown = wanted.filter((name) => !(name in all));
if (unknown.length > 0)
  refuse(`there is no benchmark ${unknown.join(", ")}; there are ${Object.keys(all).join(", ")}`);
for (const [name, run] of Object.entries(wanted.length === 0 ? benchmarks : all))
  if (wanted.length === 0 || wanted.includes(name)) printAll(await run());
