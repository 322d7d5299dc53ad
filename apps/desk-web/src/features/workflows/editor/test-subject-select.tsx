import { relativeTime, statusOf, useNow } from "@hark/ui";
import { hookOfEventName } from "@hark/workflow/core";
import { Select } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import { listTransactions, transactionsKey } from "../../hooks/hook.ts";
import { inShort } from "../../hooks/transaction-row.tsx";
import { listRuns, runsKey } from "../runs/run.ts";
import { useEditor } from "./editor-context.ts";
import { useTest } from "./test-context.ts";
import { readSubject, subjectText } from "./test-subject.ts";

const EXAMPLE = "example";
const MAX_WORDS = 60;

/** Chooses what a test runs on: the example data, what the hook received, what started earlier runs. */
export function TestSubjectSelect() {
  const { document, workflowId } = useEditor();
  const { subject, setSubject } = useTest();
  const hook = hookOfEventName(document.trigger.eventName ?? "");
  const transactions = useQuery({
    queryKey: transactionsKey(hook?.hookId ?? ""),
    queryFn: hook ? () => listTransactions({ kind: hook.kind, id: hook.hookId }) : skipToken,
  });
  const runs = useQuery({
    queryKey: [...runsKey(workflowId), null],
    queryFn: () => listRuns(workflowId, null),
  });
  const value = subjectText(subject) ?? EXAMPLE;
  const now = useNow();
  const received = (transactions.data?.data ?? []).map(({ id, attributes }) => ({
    value: `transaction:${id}`,
    label: `${inShort(attributes.data).slice(0, MAX_WORDS)} · ${relativeTime(new Date(attributes.createdAt), now)}`,
  }));
  const ran = (runs.data?.data ?? []).map(({ id, attributes }) => ({
    value: `run:${id}`,
    label: `${statusOf("run", attributes.state).words} run · ${relativeTime(new Date(attributes.createdAt), now)}`,
  }));
  const isListed = [...received, ...ran].some((one) => one.value === value) || value === EXAMPLE;
  const other = isListed ? [] : [{ value, label: `An earlier ${value.split(":")[0]}` }];
  return (
    <Select
      size="xs"
      aria-label="What the test runs on"
      style={{ flex: "1 1 220px", maxWidth: 380 }}
      allowDeselect={false}
      data={[
        { group: "Kept with the workflow", items: [{ value: EXAMPLE, label: "The example data" }, ...other] },
        ...(received.length > 0 ? [{ group: "Received by the hook", items: received }] : []),
        ...(ran.length > 0 ? [{ group: "What started earlier runs", items: ran }] : []),
      ]}
      value={value}
      onChange={(next) => setSubject(readSubject(next))}
      comboboxProps={{ width: 380, position: "top-start" }}
    />
  );
}
