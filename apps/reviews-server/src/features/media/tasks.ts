import type { Task } from "@hark/jobs";
import { DAY } from "@hark/kernel";
import type { ReviewsDeps } from "../../deps.ts";
import { removePicture } from "./files.ts";
import { dropUnclaimed, organisationsWithUnclaimed } from "./store.ts";

const DROP_UNCLAIMED = "reviews.drop-unclaimed-media";

/** How long a picture waits for the review it was uploaded for: as long as a draft may lie in a browser. */
const UNCLAIMED_LIFE_MS = DAY;

/** The chores of pictures, by task name. */
export function mediaTasks(deps: Pick<ReviewsDeps, "database" | "clock" | "mediaDir">): Record<string, Task> {
  return {
    [DROP_UNCLAIMED]: async () => {
      const before = new Date(deps.clock.now().getTime() - UNCLAIMED_LIFE_MS);
      for (const orgId of await organisationsWithUnclaimed(deps.database, before))
        for (const id of await dropUnclaimed(deps.database, orgId, before))
          await removePicture(deps.mediaDir, id);
    },
  };
}

/** When they run (cron, UTC). */
export const mediaChores: Readonly<Record<string, string>> = { [DROP_UNCLAIMED]: "17 * * * *" };
