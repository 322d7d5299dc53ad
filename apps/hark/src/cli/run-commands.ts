import type { Command } from "commander";
import type { RunOptions } from "./runs.ts";

/** Adds `hark runs …`. */
export function addRuns(program: Command, done: (code: number) => void): void {
  const runs = program
    .command("runs")
    .description("What workflows did: finding runs, running them again, taking them back");
  filters(runs.command("list").description("The newest runs that fit, and how each stands"))
    .option("--state <state>", "pending, waiting, completed, failed or canceled")
    .option("--limit <count>", "how many (25)")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark runs list --state failed --since 2026-01-31")
    .action(async (options: RunOptions) => done(await (await import("./runs.ts")).listAll(options)));
  runs
    .command("show <id>")
    .description("One run: what each step got, gave, and where it went")
    .option("--json", "print JSON, with every input and output")
    .addHelpText("after", "\nExample: hark runs show 01a20ac1e8bc6e79326b0003 --json")
    .action(async (id: string, options: RunOptions) =>
      done(await (await import("./runs.ts")).showOne(id, options)),
    );
  filters(
    runs
      .command("replay [id]")
      .description("Run one again, or all that fit, in the background and behind live runs"),
  )
    .option("--state <state>", "completed, failed or canceled")
    .option("--with-version <version>", "own, newest or the number of a version", "own")
    .option("--from-step <step>", "go on from this step, with what earlier ones gave")
    .option("--dry-run", "only count them")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark runs replay --state failed --since 2026-01-31 --dry-run")
    .action(async (id: string | undefined, options: RunOptions) =>
      done(await (await import("./runs.ts")).replay(id, options)),
    );
  runs
    .command("cancel <id>")
    .description("Take back a run that has not ended; exits with 1 when it has")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample: hark runs cancel 01a20ac1e8bc6e79326b0003")
    .action(async (id: string, options: RunOptions) =>
      done(await (await import("./runs.ts")).cancel(id, options)),
    );
}

const filters = (command: Command): Command =>
  command
    .option("--workflow <id>", "of this workflow")
    .option("--hook <id>", "started by transactions of this hook")
    .option("--customer <id>", "that a customer, or any record of this id, has part in")
    .option("--text <text>", "with this text in what started them")
    .option("--step <id>", "that went through this step")
    .option("--error <text>", "with this text in their error")
    .option("--since <instant>", "queued at this instant or later")
    .option("--until <instant>", "queued at this instant or earlier");
