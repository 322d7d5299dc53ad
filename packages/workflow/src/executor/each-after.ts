import type { Sql } from "@hark/postgres";

/** The same statements in the same order, each of which waits for `before` first. */
export function eachAfter(before: () => Promise<void>, sql: Sql): Sql {
  let last = Promise.resolve();
  const next = (): Promise<void> => {
    last = last.then(before);
    return last;
  };
  return {
    all: async <Row extends object>(text: string, params?: readonly unknown[]) => {
      await next();
      return sql.all<Row>(text, params);
    },
    maybe: async <Row extends object>(text: string, params?: readonly unknown[]) => {
      await next();
      return sql.maybe<Row>(text, params);
    },
    one: async <Row extends object>(text: string, params?: readonly unknown[]) => {
      await next();
      return sql.one<Row>(text, params);
    },
    run: async (text, params) => {
      await next();
      return sql.run(text, params);
    },
    prepared: async <Row extends object>(name: string, text: string, params?: readonly unknown[]) => {
      await next();
      return sql.prepared<Row>(name, text, params);
    },
  };
}
