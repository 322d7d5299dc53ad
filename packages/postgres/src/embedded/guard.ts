import { serverPid } from "./server-pid.ts";

/** Looks after a running server. */
export interface Guard {
  /** Leaves it alone from now on; waits for a start that is under way. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 500;

/**
 * Starts a server again when its process is gone: killed for want of memory, or by hand. Whoever was connected finds it back at its
 * address. The first tries may fail, for as long as the dead server's last children hold its memory.
 */
export function guardServer(
  data: string,
  start: () => Promise<void>,
  onDeath: (outcome: "started again" | Error) => void = () => {},
): Guard {
  let starting: Promise<void> | undefined;
  let lastFault = "";
  const look = (): void => {
    if (starting || isAlive(data)) return;
    starting = start()
      .then(
        () => {
          lastFault = "";
          onDeath("started again");
        },
        (error: unknown) => {
          const fault = error instanceof Error ? error : new Error(String(error));
          if (fault.message !== lastFault) onDeath(fault);
          lastFault = fault.message;
        },
      )
      .finally(() => {
        starting = undefined;
      });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await starting;
    },
  };
}

/** Whether the process that is noted in the data folder lives; no note means that it ended. */
function isAlive(data: string): boolean {
  try {
    process.kill(serverPid(data), 0);
    return true;
  } catch (error) {
    // It may run as another user, who is not ours to signal.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
