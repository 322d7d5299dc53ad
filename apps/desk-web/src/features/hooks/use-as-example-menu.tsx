import { toastDone, toastError } from "@hark/ui";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeWorkflow, WORKFLOWS, type Workflow } from "../workflows/workflow.ts";
import { asStepOutput, type Transaction } from "./hook.ts";

interface Props {
  readonly transaction: Transaction;
  readonly workflows: readonly Workflow[];
}

/** Takes a transaction as the example data of one of the workflows that listen to its hook. */
export function UseAsExampleMenu({ transaction, workflows }: Props) {
  const queries = useQueryClient();
  const use = useMutation({
    mutationFn: (workflow: Workflow) => changeWorkflow(workflow.id, { example: asStepOutput(transaction) }),
    onSuccess: (_answer, workflow) => {
      toastDone(`It is the example data of ${workflow.attributes.name} now`);
      void queries.invalidateQueries({ queryKey: WORKFLOWS });
    },
    onError: toastError,
  });
  if (workflows.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="What to do with this transaction">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Use as example data in</Menu.Label>
        {workflows.map((workflow) => (
          <Menu.Item key={workflow.id} onClick={() => use.mutate(workflow)}>
            {workflow.attributes.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
