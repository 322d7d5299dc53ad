import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { DeadlineError } from "./client-errors.ts";
import type { AttemptResult } from "./delivery.ts";

// A receiver may say "go on" or give early hints; one that does nothing else is not going to answer.
const MAX_INTERIM_ANSWERS = 20;

/** What has come of an answer; a status that came stands even when the rest did not. */
export interface Answer {
  readonly statusCode: number | undefined;
  readonly headers: AttemptResult["headers"];
  readonly body: string;
  /** Why it is not whole; undefined when it is, or when no more of it was wanted. */
  readonly error: unknown;
}

/** How far an exchange may go. */
export interface ExchangeLimits {
  /** For everything, the answer's body included. */
  readonly totalMs: number;
  /** Bytes of the answer's body that are read; the connection of a longer one is given up. */
  readonly maxBytes: number;
}

/**
 * Makes one call and gives what came of it; never throws. It listens to the dispatcher itself: the streams and signals of undici's own
 * `request` cost more than the call.
 */
export function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  limits: ExchangeLimits,
): Promise<Answer> {
  return new Promise((resolve) => {
    dispatcher.dispatch(options, new Exchange(limits, resolve));
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #done: (answer: Answer) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  #interim = 0;
  #statusCode: number | undefined;
  #headers: AttemptResult["headers"] = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor({ totalMs, maxBytes }: ExchangeLimits, done: (answer: Answer) => void) {
    this.#maxBytes = maxBytes;
    this.#done = done;
    this.#timer = setTimeout(() => this.#giveUp(new DeadlineError()), totalMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Its time ran out while it waited for a connection.
    if (this.#isOver) controller.abort(new DeadlineError());
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (statusCode >= 200) {
      this.#statusCode = statusCode;
      this.#headers = plainHeaders(headers);
      return;
    }
    this.#interim += 1;
    if (this.#interim > MAX_INTERIM_ANSWERS) this.#giveUp(new Error("only interim answers came (1xx)"));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // The rest is of no use, and an endless answer would hold the connection for ever.
    if (this.#size >= this.#maxBytes) this.#giveUp(undefined);
  }

  onResponseEnd(): void {
    this.#end(undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(error);
  }

  /** Ends it from this side; what undici says of that afterwards is not heard any more. */
  #giveUp(error: Error | undefined): void {
    this.#end(error);
    this.#controller?.abort(error ?? new Error("no more of the answer is wanted"));
  }

  #end(error: Error | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    const [first, ...others] = this.#chunks;
    const whole = first && others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#done({
      statusCode: this.#statusCode,
      headers: this.#headers,
      // A zero character cannot be stored as text.
      body: whole.subarray(0, this.#maxBytes).toString("utf8").replaceAll("\0", ""),
      error,
    });
  }
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers))
    plain[name] = Array.isArray(value) ? value.join(", ") : value;
  return plain;
}
