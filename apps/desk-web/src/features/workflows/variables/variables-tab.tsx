import {
  type Column,
  CopyButton,
  CreateButton,
  DataTable,
  EmptyState,
  ErrorState,
  LoadingRows,
  PageBody,
  RelativeTime,
} from "@hark/ui";
import { Code, Group, Paper, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useAddress } from "../../../shared/use-address.ts";
import classes from "../editor/editor-page.module.css";
import { listVariables, type Variable, variablesKey } from "./variable.ts";
import { VariablePanel } from "./variable-panel.tsx";

const columns: readonly Column<Variable>[] = [
  {
    key: "name",
    title: "Name",
    sortBy: (variable) => variable.attributes.name,
    render: (variable) => <Text fw={500}>{variable.attributes.name}</Text>,
  },
  { key: "type", title: "Type", hideOnPhone: true, render: (variable) => variable.attributes.type },
  { key: "value", title: "Value", render: (variable) => <Code>{variable.attributes.value}</Code> },
  {
    key: "reference",
    title: "In fields",
    hideOnPhone: true,
    render: ({ attributes: { reference } }) => (
      <Group gap={2} wrap="nowrap">
        <Code>{reference}</Code>
        <CopyButton value={reference} />
      </Group>
    ),
  },
  {
    key: "changed",
    title: "Changed",
    hideOnPhone: true,
    sortBy: (variable) => variable.attributes.updatedAt,
    render: (variable) => <RelativeTime at={variable.attributes.updatedAt} />,
  },
];

/** Values that the steps of a workflow refer to and that nobody gets to see again: keys, tokens, addresses. */
export function VariablesTab({ workflowId }: { readonly workflowId: string }) {
  const { params, set } = useAddress();
  const variables = useQuery({
    queryKey: variablesKey(workflowId),
    queryFn: () => listVariables(workflowId),
  });
  const panel = params.get("panel");
  const opened = variables.data?.data.find(({ id }) => panel === `variable:${id}`);
  const create = <CreateButton onClick={() => set({ panel: "variable" })}>New variable</CreateButton>;
  return (
    <div className={classes["scroll"]}>
      <PageBody>
        <Stack>
          <Group justify="space-between">
            <Text c="dimmed" size="sm" maw={620}>
              Keys, tokens and addresses that steps need. A value is encrypted, masked in every record, and
              never shown again; in fields it is picked like any other value.
            </Text>
            {(variables.data?.data.length ?? 0) > 0 && create}
          </Group>
          <Paper>
            {variables.isPending && <LoadingRows />}
            {variables.isError && (
              <ErrorState error={variables.error} onRetry={() => void variables.refetch()} />
            )}
            {variables.data && (
              <DataTable
                label="Variables"
                columns={columns}
                rows={variables.data.data}
                selected={opened?.id}
                onRowClick={({ id }) => set({ panel: `variable:${id}` })}
                empty={
                  <EmptyState
                    icon={IconLock}
                    title="No variables yet"
                    text="Make one for the token of a system that a step calls, then pick it in the step's fields."
                    action={create}
                  />
                }
              />
            )}
          </Paper>
        </Stack>
        <VariablePanel
          key={panel ?? ""}
          workflowId={workflowId}
          isOpen={panel === "variable" || opened !== undefined}
          variable={opened}
          onClose={() => set({ panel: null })}
        />
      </PageBody>
    </div>
  );
}
