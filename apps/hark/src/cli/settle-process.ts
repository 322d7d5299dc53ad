/** Given to the process that goes on, so that it does not settle a second time. */
const SETTLED = "HARK_SETTLED";

// V8's own choice of how the old generation grows takes half as much memory again (438 MB after 10,000 reviews, with a young one of 16 MB). At
// 40 percent a collection of the whole heap came every 4,000 runs of a flood, and took 6 % of its processor time more than at 100, which is
// 11 MB larger after 10,000 reviews (336); 150 gains nothing more. The young generation holds what a few hundred reviews and batches under way
// need. At 2 MB most of it grew old before it was done with, and collecting took a fifth of the process's time at 800 reviews a second (1.12 ms
// of the processor per review; 0.94 at 8 MB, 0.91 at 16, 0.87 at 32). A flood's runs take a tenth more time at 16 than at 32, for 25 MB less; 64
// gains nothing more.
const FLAGS = ["--max-semi-space-size=32", "--heap-growing-percent=100"];

/**
 * Starts this very process anew with what makes it small, which has to be known before a process begins: V8's heap flags, and
 * one malloc arena instead of eight per processor, whose scattered free space is never given back (after 2,000 reviews 290 MB
 * became 252, at the same pace). The process keeps its id. Where processes cannot be replaced (Windows), it goes on as it is.
 */
export function settleProcess(): void {
  const isSettled = process.env[SETTLED] === "1";
  // What this process starts is for itself to settle.
  delete process.env[SETTLED];
  if (isSettled || process.platform === "win32" || !process.execve) return;
  const args = [process.execPath, ...FLAGS, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, args, { ...process.env, MALLOC_ARENA_MAX: "1", [SETTLED]: "1" });
}
