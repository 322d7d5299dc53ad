import type { Json } from "@hark/kernel";
import { hookOfEventName } from "@hark/workflow/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAddress } from "../../../shared/use-address.ts";
import { asStepOutput, listTransactions, transactionsKey } from "../../hooks/hook.ts";
import { dryRun, getRun, runKey } from "../runs/run.ts";
import type { Editor } from "./editor-context.ts";
import type { Test } from "./test-context.ts";
import { dataOf, readSubject, subjectText } from "./test-subject.ts";

const PAUSE_MS = 500;

/** Runs the draft, saved or not, on the server without effect, again after every edit, while `isOn`. */
export function useDryRun({ workflowId, document, example }: Editor, isOn: boolean): Test {
  const { params, replace } = useAddress();
  const on = params.get("on");
  const subject = useMemo(() => readSubject(on), [on]);
  const draft = useMemo(() => ({ document, example }), [document, example]);
  const [tried] = useDebouncedValue(draft, PAUSE_MS);
  const data = dataOf(subject, tried);
  const run = useQuery({
    queryKey: ["workflows", workflowId, "dry-run", tried.document, data],
    queryFn: () => dryRun(workflowId, { ...(data ?? { data: null }), document: tried.document }),
    enabled: isOn && data !== undefined,
    placeholderData: keepPreviousData,
    // The world may have changed: records are looked for anew whenever the test is opened.
    gcTime: 0,
    retry: false,
  });
  return {
    subject,
    setSubject: (next) => {
      const address = new URLSearchParams(params);
      const text = subjectText(next);
      if (text === null) address.delete("on");
      else address.set("on", text);
      replace(address);
    },
    hasData: dataOf(subject, draft) !== undefined,
    result: data === undefined ? undefined : run.data,
    isStale: tried !== draft || run.isPlaceholderData || run.isFetching,
    error: run.error,
    trigger: useTrigger(subject, draft.document.trigger.eventName ?? "", example),
    again: () => void run.refetch(),
  };
}

/** What a subject is, to be shown as what came in; null while it is not here. */
function useTrigger(subject: Test["subject"], eventName: string, example: Json): Json {
  const hook = hookOfEventName(eventName);
  const runId = subject.kind === "run" ? subject.id : "";
  const run = useQuery({ queryKey: runKey(runId), queryFn: () => getRun(runId), enabled: runId !== "" });
  const transactions = useQuery({
    queryKey: transactionsKey(hook?.hookId ?? ""),
    queryFn:
      hook && subject.kind === "transaction"
        ? () => listTransactions({ kind: hook.kind, id: hook.hookId })
        : skipToken,
  });
  if (subject.kind === "example") return example;
  if (subject.kind === "run") return run.data?.data.attributes.trigger ?? null;
  const found = transactions.data?.data.find((transaction) => transaction.id === subject.id);
  return found ? asStepOutput(found) : null;
}
