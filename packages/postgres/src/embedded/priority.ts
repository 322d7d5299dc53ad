import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { serverPid } from "./server-pid.ts";

/**
 * How far the server steps back (as `nice` counts: 0 not at all, 19 as far as it can). All its processes wait for the one thread of JavaScript
 * that gives them work. On a machine of few processors that thread waited for them in turn, a third of its time in a flood, until none of them
 * had anything left to do. 19 gains no more, and on one processor would leave the server next to nothing beside a thread that is never idle.
 */
const NICENESS = 10;

/** The words that start a program so that it and all it starts step back; none where the system has no `nice` (Windows, the barest images). */
export function steppingBack(): readonly string[] {
  const how = ["-n", String(NICENESS)];
  return spawnSync("nice", [...how, "true"], { stdio: "ignore" }).status === 0 ? ["nice", ...how] : [];
}

const LOOK_EVERY_MS = 250;

/** Whether the system shares processors out by session before it looks at anybody's `nice`, as Linux does unless it was told not to. */
export function sharesBySession(): boolean {
  try {
    return readFileSync("/proc/sys/kernel/sched_autogroup_enabled", "utf8").trim() === "1";
  } catch {
    return false;
  }
}

/** Keeps a server behind us where processors are shared out by session: each of its processes has one of its own. Gives what ends it. */
export function keepBehind(data: string): () => void {
  if (!sharesBySession()) return () => {};
  let settled: ReadonlySet<string> = new Set();
  const timer = setInterval(() => {
    settled = settle(data, settled);
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Sees to processes that are new; gives all that were seen to and are still there. */
function settle(data: string, settled: ReadonlySet<string>): ReadonlySet<string> {
  const now = new Set<string>();
  try {
    for (const pid of childrenOf(serverPid(data))) {
      if (!settled.has(pid)) writeFileSync(`/proc/${pid}/autogroup`, String(NICENESS));
      now.add(pid);
    }
  } catch {
    // It has ended, or the system lets users say this only ten times a second: the others' turn is at the next look.
  }
  return now;
}

const childrenOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
