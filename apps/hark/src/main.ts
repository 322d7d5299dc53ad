import { enableCompileCache } from "node:module";

// Types are stripped from every file at its first start only: later ones read the result from the cache.
enableCompileCache();

const { runCli } = await import("./cli/program.ts");
process.exitCode = await runCli(process.argv);
