/** What was reached that is no argument. */
export class ReachedOutError extends Error {}

const refuse = (name: string) => (): never => {
  throw new ReachedOutError(`the core asked for ${name}, which is no argument of it`);
};

/** Does pure work in a world without clocks and dice: whoever asks for the time or for chance, but of an argument, is told off. */
export function watched<Result>(work: () => Result): Result {
  const { Date: RealDate, performance: realPerformance } = globalThis;
  const { random } = Math;
  const getRandomValues = crypto.getRandomValues;
  const timeless = new Proxy(RealDate, {
    construct: (target, args: []) => {
      if (args.length === 0) refuse("new Date()")();
      return Reflect.construct(target, args) as Date;
    },
    apply: refuse("Date()"),
    get: (target, name) => (name === "now" ? refuse("Date.now()") : (Reflect.get(target, name) as unknown)),
  });
  try {
    globalThis.Date = timeless;
    Object.defineProperty(globalThis, "performance", {
      value: { now: refuse("performance.now()") },
      configurable: true,
      writable: true,
    });
    Math.random = refuse("Math.random()");
    crypto.getRandomValues = refuse("crypto.getRandomValues()");
    return work();
  } finally {
    globalThis.Date = RealDate;
    Object.defineProperty(globalThis, "performance", {
      value: realPerformance,
      configurable: true,
      writable: true,
    });
    Math.random = random;
    crypto.getRandomValues = getRandomValues;
  }
}
