import { HarkError } from "@hark/kernel";
import { Command, CommanderError } from "commander";
import { warmUp } from "../build/warm-up.ts";
import { ConfigError } from "../config.ts";
import { StartError } from "../start-error.ts";
import { version } from "../version.ts";
import type { BenchOptions } from "./bench.ts";
import type { DeliveryOptions } from "./deliveries.ts";
import { exitCode } from "./output.ts";
import { addRuns } from "./run-commands.ts";
import { settleProcess } from "./settle-process.ts";

/** The options of one command, as commander hands them over. */
interface Options {
  readonly json?: boolean;
  readonly name: string;
  readonly roles: string;
  readonly expiresInDays?: string;
  readonly example?: string;
  readonly enable?: boolean;
  readonly log?: boolean;
  readonly build?: boolean;
}

// Each command is loaded when it is called: `status` must not wait for the servers' code.
function build(done: (code: number) => void): Command {
  const program = new Command("hark")
    .description("Every product review reaches the people who can act on it.")
    .version(version);
  program.exitOverride().configureHelp({ showGlobalOptions: true });

  program
    .command("start")
    .description("Start everything: database, Hark Reviews, Hark Desk and the workers behind them")
    .option("--log", "write the log to the terminal instead of a file")
    .option("--no-build", "serve the front ends as they are, without building those that changed")
    .addHelpText("after", "\nExample: hark start --log")
    .action(async (options: Options) => {
      settleProcess();
      warmUp();
      const { start } = await import("./start.ts");
      done(await start({ logToTerminal: options.log ?? false, build: options.build ?? true }));
    });

  // Both for `start` alone. It has the demo made by a process of its own,
  program
    .command("make-demo", { hidden: true })
    .action(async () => done(await (await import("./make-demo.ts")).makeDemoOfInstance()));
  // and another one has it load everything once before it does so itself.
  program.command("warm", { hidden: true }).action(async () => void (await import("./start.ts")));

  program
    .command("status")
    .description("Is it running, and where? Exits with 3 when it is not")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark status --json")
    .action(async (options: Options) => done(await (await import("./status.ts")).status(options.json)));

  program
    .command("doctor")
    .description("Check this machine and this installation, and say the cure of what is wrong")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark doctor")
    .action(async (options: Options) => done(await (await import("./doctor.ts")).doctor(options.json)));

  program
    .command("build")
    .description("Build the front ends whose sources changed")
    .action(async () => done(await (await import("./build.ts")).build()));

  addKeys(program, done);
  addWorkflows(program, done);
  addDeliveries(program, done);
  addRuns(program, done);
  program
    .command("bench [names...]")
    .description("Measure: prints each figure as one line of JSON, beside a baseline of the same run")
    .option("--json", "is always so; for scripts that say it")
    .option("--peers", "engine: other engines too, from npm in a temporary folder")
    .option("--aged", "engine: in tables with two million past runs too")
    .option("--minutes <number>", "engine-soak: how long (10)")
    .addHelpText("after", "\nExample: hark bench delivery end-to-end --json")
    .action(async (names: readonly string[], options: BenchOptions) =>
      done(await (await import("./bench.ts")).bench(names, options)),
    );
  return program;
}

function addKeys(program: Command, done: (code: number) => void): void {
  for (const app of ["desk", "reviews"] as const) {
    const example =
      app === "desk" ? "hark desk key --name Hooks --roles org.hook" : "hark reviews key --name Shop";
    program
      .command(app)
      .description(app === "desk" ? "Hark Desk" : "Hark Reviews")
      .command("key")
      .description("Make an API key and print it; it is shown only now")
      .requiredOption("--name <name>", "what the key is for")
      .option(
        "--roles <roles>",
        "permissions, separated by commas",
        app === "desk" ? "org.hook" : "reviews.admin",
      )
      .option("--expires-in-days <days>", "when it ends by itself")
      .option("--json", "print JSON")
      .addHelpText("after", `\nExample: ${example}`)
      .action(async (options: Options) =>
        done(await (await import("./key.ts")).makeKey({ ...options, app })),
      );
  }
}

function addWorkflows(program: Command, done: (code: number) => void): void {
  const workflow = program.command("workflow").description("Workflow documents");
  workflow
    .command("check <files...>")
    .description("Say what is wrong with documents: files, or all *.json of a folder")
    .option("--example <file>", "example data of the trigger, to check paths against")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
Exits with 0 when all can be published, with 1 when one has errors, and with 2 when one cannot be read, is no JSON or no document.
With --json, one file gives {ok, findings}; several, or a folder, give a list of {file, ok, findings} and {file, ok, unreadable}.

Example: hark workflow check review.json --example event.json
Example: hark workflow check workflows/`,
    )
    .action(async (files: string[], options: Options) =>
      done((await import("./check-workflows.ts")).checkAll(files, options)),
    );
  workflow
    .command("import <file>")
    .description("Make a workflow of a document")
    .option("--enable", "publish and enable it")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark workflow import review.json --enable")
    .action(async (file: string, options: Options) =>
      done(await (await import("./workflow.ts")).importFile(file, options)),
    );
  workflow
    .command("export <id>")
    .description("Print a workflow's document")
    .addHelpText("after", "\nExample: hark workflow export 65f2a90c1e77b1d4c09e5a31 > review.json")
    .action(async (id: string) => done(await (await import("./workflow.ts")).exportDocument(id)));
}

function addDeliveries(program: Command, done: (code: number) => void): void {
  const deliveries = program.command("deliveries").description("What was sent, and bringing it back");
  deliveries
    .command("list")
    .description("The newest deliveries, and how each stands")
    .option("--store <slug>", "of which store; needed when there are several")
    .option("--state <states>", "pending, succeeded, failed, canceled; separated by commas")
    .option("--since <instant>", "made at this instant or later")
    .option("--limit <count>", "how many (25)")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark deliveries list --state failed --since 2026-01-31")
    .action(async (options: DeliveryOptions) =>
      done(await (await import("./deliveries.ts")).listAll(options)),
    );
  deliveries
    .command("resend <id>")
    .description("Send one once more, now, under the same webhook-id")
    .option("--store <slug>", "of which store; needed when there are several")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark deliveries resend 01a20ac1e8bc6e79326b0003")
    .action(async (id: string, options: DeliveryOptions) =>
      done(await (await import("./deliveries.ts")).resendOne(id, options)),
    );
  deliveries
    .command("replay")
    .description("Bring back many, behind live events")
    .option("--store <slug>", "of which store; needed when there are several")
    .option("--state <states>", "failed, canceled, succeeded; separated by commas (failed)")
    .option("--since <instant>", "made at this instant or later")
    .option("--dry-run", "only count them")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark deliveries replay --since 2026-01-31 --dry-run")
    .action(async (options: DeliveryOptions) =>
      done(await (await import("./deliveries.ts")).replayAll(options)),
    );
}

/** Runs one command. Faults that a person can mend are told in a line each, without a stack. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let code: number = exitCode.ok;
  try {
    await build((result) => {
      code = result;
    }).parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    const lines = mendable(error);
    if (!lines) throw error;
    for (const line of lines) process.stderr.write(`hark: ${line}\n`);
    return exitCode.failed;
  }
}

function mendable(error: unknown): readonly string[] | undefined {
  if (error instanceof ConfigError) return error.faults;
  if (error instanceof StartError) return [error.message];
  if (error instanceof HarkError) return error.faults.map((fault) => fault.detail);
  return undefined;
}
