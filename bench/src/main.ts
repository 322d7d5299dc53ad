// `npm run bench [name …]`, `hark bench [name …]`: prints each figure as one line of JSON. Bounded in count, so it ends by itself.
import { delivery } from "./delivery.ts";
import { endToEnd } from "./end-to-end.ts";
import { engine } from "./engine/main.ts";
import { printAll } from "./figure.ts";
import { intake, mainJob, memory, submit } from "./whole.ts";

const benchmarks = {
  "main-job": mainJob,
  "end-to-end": endToEnd,
  submit,
  intake,
  engine,
  delivery,
  memory,
} as const;

const known = Object.keys(benchmarks);
// All output is JSON; whoever asks for it may say so.
const wanted = process.argv.slice(2).filter((word) => word !== "--json");
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`there is no benchmark ${unknown.join(", ")}; there are ${known.join(", ")}\n`);
  process.exit(2);
}
for (const [name, run] of Object.entries(benchmarks))
  if (wanted.length === 0 || wanted.includes(name)) printAll(await run());
