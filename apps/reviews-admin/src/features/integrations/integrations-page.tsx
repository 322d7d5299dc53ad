import { PageBody, PageHeader } from "@hark/ui";
import { SimpleGrid } from "@mantine/core";
import { IconHeadset } from "@tabler/icons-react";
import { RelativeWords } from "../../shared/relative-words.tsx";
import { WebhooksCard } from "../webhooks/webhooks-card.tsx";
import { useKustomer } from "./hooks.ts";
import { IntegrationCard } from "./integration-card.tsx";
import { integrationState } from "./state.ts";

/** Settings > Integrations: a card for each place reviews can be sent to. */
export function IntegrationsPage() {
  return (
    <>
      <PageHeader title="Integrations" text="Where every new review goes, beside your shop." />
      <PageBody>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <KustomerCard />
          <WebhooksCard />
        </SimpleGrid>
      </PageBody>
    </>
  );
}

function KustomerCard() {
  const kustomer = useKustomer();
  return (
    <IntegrationCard
      query={kustomer}
      title="Kustomer"
      icon={IconHeadset}
      to="/settings/integrations/kustomer"
      state={kustomer.data && integrationState(kustomer.data)}
      text="Send every new review to the support desk, onto the timeline of the customer who wrote it."
      note={<RelativeWords text={kustomer.data?.words ?? ""} />}
    />
  );
}
