import { buildFrontEnds } from "../build/front-ends.ts";
import { exitCode } from "./output.ts";

/** `hark build`. */
export async function build(): Promise<number> {
  await buildFrontEnds((count) =>
    process.stderr.write(`Building ${count} front end${count === 1 ? "" : "s"} …\n`),
  );
  return exitCode.ok;
}
