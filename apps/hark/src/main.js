// The one file of Hark that is not TypeScript: stripping types loads a compiler that takes 40 MB, and with what it compiled
// kept, no other file needs it a second time.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(import.meta.dirname, "..", "..", "..", "node_modules", ".cache", "hark"));

const { runCli } = await import("./cli/program.ts");
process.exitCode = await runCli(process.argv);
