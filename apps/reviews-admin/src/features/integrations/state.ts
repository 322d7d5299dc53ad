import type { KustomerIntegration } from "@hark/contract";
import type { StatusWords } from "@hark/ui";

/** The state of an integration as its card and its page show it. */
export function integrationState({ state, health }: KustomerIntegration): StatusWords {
  switch (state) {
    case "off":
      return { tone: "idle", words: "Off" };
    case "failing":
      return { tone: "bad", words: "Failing" };
    case "on":
      return { tone: "good", words: health && health.total > 0 ? "On · healthy" : "On" };
  }
}
