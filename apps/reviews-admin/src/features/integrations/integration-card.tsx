import { ErrorState, StatusBadge, type StatusWords } from "@hark/ui";
import { Group, Paper, Skeleton, Text, ThemeIcon, Title } from "@mantine/core";
import type { IconHeadset } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import classes from "./integrations.module.css";

/** What a card shows of the query behind it. */
interface CardQuery {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  refetch(): unknown;
}

/** One place reviews can be sent to: its name and state, one sentence, and what it does now. */
export function IntegrationCard(props: {
  query: CardQuery;
  title: string;
  icon: typeof IconHeadset;
  to: string;
  /** Undefined while it is on its way. */
  state: StatusWords | undefined;
  text: string;
  note: ReactNode;
}) {
  const { query, title, icon: Icon, to, state, text, note } = props;
  if (query.isError)
    return (
      <Paper>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Paper>
    );
  if (query.isPending || !state) return <Skeleton height={132} aria-label="Loading" />;
  return (
    <Paper component={Link} to={to} p="lg" className={classes["card"] ?? ""}>
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Group gap="sm" wrap="nowrap">
          <ThemeIcon variant="light" size={36} aria-hidden="true">
            <Icon size={20} stroke={1.7} />
          </ThemeIcon>
          <Title order={2}>{title}</Title>
        </Group>
        <StatusBadge tone={state.tone}>{state.words}</StatusBadge>
      </Group>
      <Text>{text}</Text>
      <Text size="sm" c="dimmed" mt={6}>
        {note}
      </Text>
    </Paper>
  );
}
