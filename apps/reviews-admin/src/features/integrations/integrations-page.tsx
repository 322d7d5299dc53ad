import { ErrorState, PageBody, PageHeader, StatusBadge } from "@hark/ui";
import { Group, Paper, SimpleGrid, Skeleton, Text, ThemeIcon, Title } from "@mantine/core";
import { IconHeadset } from "@tabler/icons-react";
import { Link } from "react-router";
import { RelativeWords } from "../../shared/relative-words.tsx";
import { WebhooksCard } from "../webhooks/webhooks-card.tsx";
import { useKustomer } from "./hooks.ts";
import classes from "./integrations.module.css";
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
  if (kustomer.isError)
    return (
      <Paper>
        <ErrorState error={kustomer.error} onRetry={() => void kustomer.refetch()} />
      </Paper>
    );
  if (kustomer.isPending) return <Skeleton height={132} aria-label="Loading" />;
  const { tone, words } = integrationState(kustomer.data);
  return (
    <Paper component={Link} to="/settings/integrations/kustomer" p="lg" className={classes["card"] ?? ""}>
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Group gap="sm" wrap="nowrap">
          <ThemeIcon variant="light" size={36} aria-hidden="true">
            <IconHeadset size={20} stroke={1.7} />
          </ThemeIcon>
          <Title order={2}>Kustomer</Title>
        </Group>
        <StatusBadge tone={tone}>{words}</StatusBadge>
      </Group>
      <Text>Send every new review to the support desk, onto the timeline of the customer who wrote it.</Text>
      <Text size="sm" c="dimmed" mt={6}>
        <RelativeWords text={kustomer.data.words} />
      </Text>
    </Paper>
  );
}
