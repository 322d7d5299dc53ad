import type { Webhook } from "@hark/contract";
import type { StatusWords } from "@hark/ui";
import { IconWebhook } from "@tabler/icons-react";
import { IntegrationCard } from "../integrations/integration-card.tsx";
import { useWebhooks } from "./hooks.ts";

/** The webhooks among the integrations. */
export function WebhooksCard() {
  const webhooks = useWebhooks();
  return (
    <IntegrationCard
      query={webhooks}
      title="Webhooks"
      icon={IconWebhook}
      to="/settings/integrations/webhooks"
      state={webhooks.data && stateOf(webhooks.data.data)}
      text="Tell any address of yours what happens to reviews, requests and rewards."
      note="Signed after Standard Webhooks, filtered, in order, tried until they arrive."
    />
  );
}

function stateOf(webhooks: readonly Webhook[]): StatusWords {
  const bad = webhooks.filter(({ state }) => state === "failing" || state === "stopped").length;
  if (bad > 0) return { tone: "bad", words: `${bad} of ${webhooks.length} failing` };
  const on = webhooks.filter(({ state }) => state === "on").length;
  return on > 0 ? { tone: "good", words: `${on} on` } : { tone: "idle", words: "None on" };
}
