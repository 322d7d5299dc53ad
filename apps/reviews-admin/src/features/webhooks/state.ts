import type { Webhook } from "@hark/contract";
import type { StatusWords } from "@hark/ui";

/** Of the attempts of a day: fewer that arrive are worth a look. */
const HEALTHY_SHARE = 0.99;

/** The state of a webhook as lists and its page show it. */
export function webhookState({ state, health }: Pick<Webhook, "state" | "health">): StatusWords {
  switch (state) {
    case "on":
      if (health.total === 0) return { tone: "good", words: "On" };
      return health.succeeded / health.total >= HEALTHY_SHARE
        ? { tone: "good", words: "On · healthy" }
        : {
            tone: "wait",
            words: `On · ${Math.floor((health.succeeded / health.total) * 100)} % arrived`,
          };
    case "off":
      return { tone: "idle", words: "Off" };
    case "paused":
      return { tone: "wait", words: "Paused" };
    case "failing":
      return { tone: "bad", words: "Failing" };
    case "stopped":
      return { tone: "bad", words: "Stopped" };
  }
}
