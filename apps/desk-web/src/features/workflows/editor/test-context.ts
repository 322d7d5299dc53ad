import type { Json } from "@hark/kernel";
import { createContext, useContext } from "react";
import type { DryRun } from "../runs/run.ts";
import type { TestSubject } from "./test-subject.ts";

/** A test that is on the screen. */
export interface Test {
  readonly subject: TestSubject;
  setSubject(subject: TestSubject): void;
  /** False when there is no example data to run on. */
  readonly hasData: boolean;
  /** Undefined while the first answer is on its way. */
  readonly result: DryRun | undefined;
  /** Whether the result is of the document as it was before the last edit. */
  readonly isStale: boolean;
  readonly error: Error | null;
  /** What came in, as far as the page has it. */
  readonly trigger: Json;
  again(): void;
}

export const TestContext = createContext<Test | null>(null);

/** The test around a component. */
export function useTest(): Test {
  const test = useContext(TestContext);
  if (!test) throw new Error("useTest was called outside of a test");
  return test;
}
