import { EmptyState, ErrorState, LoadingRows } from "@hark/ui";
import { Stack } from "@mantine/core";
import { IconAntenna } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { HookName, Transaction } from "./hook.ts";
import { TransactionRow } from "./transaction-row.tsx";
import { useTransactions } from "./use-hook.ts";

interface Props {
  readonly hook: HookName;
  /** Shown beside an open transaction, such as "Use as example data". */
  actionsFor?(transaction: Transaction): ReactNode;
  readonly limit?: number;
}

/** What a hook received, newest first, as it comes in. */
export function TransactionList({ hook, actionsFor, limit = 25 }: Props) {
  const { query } = useTransactions(hook);
  if (query.isPending) return <LoadingRows rows={3} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.data.length === 0)
    return (
      <EmptyState
        icon={IconAntenna}
        title="Nothing received yet"
        text="Send something to the hook's address: it appears here within a second, with nothing to refresh."
      />
    );
  return (
    <Stack gap={6}>
      {query.data.data.slice(0, limit).map((transaction) => (
        <TransactionRow key={transaction.id} transaction={transaction} actions={actionsFor?.(transaction)} />
      ))}
    </Stack>
  );
}
