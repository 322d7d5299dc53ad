/** An event that a hook answered 201. Events count up from 0. */
export interface AcceptedEvent {
  readonly number: number;
  readonly email: string;
  /** Whether its workflow leaves the system, and files a receipt for the answer. */
  readonly isOutside: boolean;
}

/** A call that the world outside took. */
export interface OutsideCall {
  readonly number: number;
  /** Its `Idempotency-Key`. */
  readonly key: string;
}

/** What stands at Desk when all has come to rest: one entry per record, so that what is there twice is listed twice. */
export interface Standing {
  /** Numbers of the events that objects were filed for. */
  readonly objects: readonly number[];
  /** Numbers of the events that receipts were filed for: one per answer that counted. */
  readonly receipts: readonly number[];
  /** Addresses of the customers. */
  readonly emails: readonly string[];
  /** Runs that have not ended. */
  readonly openRuns: number;
  /** Runs that ended without doing what they should. */
  readonly failedRuns: number;
}

/** What a storm did to the engine's promises. */
export interface EngineVerdict {
  readonly accepted: number;
  /** Accepted events without their object, receipt, customer or call. */
  readonly lost: number;
  /** Records beyond the one that each event, and each buyer, has. */
  readonly duplicated: number;
  /** Calls made again under the key of the first: allowed, and told apart by it. */
  readonly outside_repeated: number;
  /** Calls under a key that the event's first call, and it alone, should have had. */
  readonly outside_other_key: number;
  /** Runs that still had not ended a lease after the last of them moved. */
  readonly stuck: number;
  /** Runs that ended as failed although nothing of them can fail but for the storm. */
  readonly failed: number;
}

/** Judges what stands at Desk, and what was called, against what was accepted. Pure. */
export function judgeEngine(
  accepted: readonly AcceptedEvent[],
  standing: Standing,
  calls: readonly OutsideCall[],
): EngineVerdict {
  const objects = new Set(standing.objects);
  const receipts = new Set(standing.receipts);
  const emails = new Set(standing.emails);
  const called = new Set(calls.map((call) => call.number));
  const lost = accepted.filter(
    ({ number, email, isOutside }) =>
      !objects.has(number) ||
      !emails.has(email) ||
      (isOutside && !(receipts.has(number) && called.has(number))),
  ).length;
  const beyondOne = (all: readonly unknown[]): number => all.length - new Set(all).size;
  return {
    accepted: accepted.length,
    lost,
    duplicated: beyondOne(standing.objects) + beyondOne(standing.receipts) + beyondOne(standing.emails),
    ...judgeCalls(calls),
    stuck: standing.openRuns,
    failed: standing.failedRuns,
  };
}

function judgeCalls(
  calls: readonly OutsideCall[],
): Pick<EngineVerdict, "outside_repeated" | "outside_other_key"> {
  const keyOf = new Map<number, string>();
  const numberOf = new Map<string, number>();
  let repeated = 0;
  let other = 0;
  for (const { number, key } of calls) {
    const first = keyOf.get(number);
    if (first === key) repeated += 1;
    else if (first !== undefined || key === "" || numberOf.has(key)) other += 1;
    if (first === undefined) keyOf.set(number, key);
    if (!numberOf.has(key)) numberOf.set(key, number);
  }
  return { outside_repeated: repeated, outside_other_key: other };
}

/** Whether every promise was kept, of a storm under which anything happened at all. */
export function isKept(verdict: EngineVerdict): boolean {
  const { accepted, lost, duplicated, outside_other_key, stuck, failed } = verdict;
  return accepted > 0 && lost + duplicated + outside_other_key + stuck + failed === 0;
}
