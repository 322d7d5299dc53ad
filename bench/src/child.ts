import { type ChildProcess, fork } from "node:child_process";

const READY_MS = 60_000;
const END_MS = 10_000;

/** A program of the bench in a process of its own, which sends one message when it is ready and answers each it is sent. */
export interface Child<Ready> {
  readonly ready: Ready;
  readonly pid: number;
  /** Sends a message and gives the answer. One at a time. */
  ask<Answer>(message: unknown): Promise<Answer>;
  /** Closes the channel, upon which the program ends; kills it when it does not. */
  stop(): Promise<void>;
}

/** Starts the program and waits for its first message. Throws when it ends before that. */
export async function startChild<Ready>(
  program: URL,
  env: Readonly<Record<string, string>>,
): Promise<Child<Ready>> {
  const child = fork(program, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const stop = (): Promise<void> => end(child);
  try {
    const ready = await nextMessage<Ready>(child, READY_MS);
    return {
      ready,
      pid: child.pid ?? 0,
      ask: <Answer>(message: unknown): Promise<Answer> => {
        const answer = nextMessage<Answer>(child, READY_MS);
        child.send(message as object);
        return answer;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function nextMessage<Message>(child: ChildProcess, withinMs: number): Promise<Message> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onExit);
    };
    const onMessage = (message: unknown): void => {
      done();
      // Both ends are this bench's own: a program sends what its starter expects.
      resolve(message as Message);
    };
    const onExit = (code: number | null): void => {
      done();
      reject(new Error(`a program of the bench ended with ${code ?? "a signal"} before it answered`));
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`a program of the bench did not answer within ${withinMs / 1_000} s`));
    }, withinMs);
    child.on("message", onMessage);
    child.on("exit", onExit);
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), END_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    if (child.connected) child.disconnect();
  });
}
