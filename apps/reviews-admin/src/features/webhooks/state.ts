import type { Webhook } from "@hark/contract";
import type { StatusWords } from "@hark/ui";

/** The state of a webhook as lists and its page show it. */
export function webhookState({ state, health }: Pick<Webhook, "state" | "health">): StatusWords {
  switch (state) {
    case "on":
      return { tone: "good", words: health.total > 0 ? "On · healthy" : "On" };
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
