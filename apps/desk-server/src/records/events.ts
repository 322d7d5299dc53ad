import { idSequence, type RandomBytes } from "@hark/kernel";
import { publishRecordEvents } from "@hark/workflow";
import type { RecordEvents } from "./deps.ts";

/** What people and programs do to records, on its way to the workflows that listen. `tell` reaches other processes. */
export function recordEvents(
  random: RandomBytes,
  wake: () => void,
  tell: (orgId: string) => void,
): RecordEvents {
  return {
    write: async (tx, orgId, events, now) => {
      // Nothing but the outside world lies before them.
      const told = events.map((event) => ({ ...event, depth: 0 }));
      const written = await publishRecordEvents(tx, orgId, told, { now, newId: idSequence(now, random) });
      return written > 0;
    },
    wake: (orgId) => {
      wake();
      tell(orgId);
    },
  };
}
