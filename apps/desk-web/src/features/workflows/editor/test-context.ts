import { createContext, useContext } from "react";
import type { DryRun } from "../model/dry-run.ts";

/** A test that is on the screen. */
export interface Test {
  /** Null when there is no example data to run on. */
  readonly result: DryRun | null;
  readonly findsRecords: boolean;
  setFindsRecords(finds: boolean): void;
}

export const TestContext = createContext<Test | null>(null);

/** The test around a component. */
export function useTest(): Test {
  const test = useContext(TestContext);
  if (!test) throw new Error("useTest was called outside of a test");
  return test;
}
