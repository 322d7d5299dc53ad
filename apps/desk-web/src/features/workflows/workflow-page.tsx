import { ErrorState, LoadingRows } from "@hark/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { EditorPage } from "./editor/editor-page.tsx";
import { ACTIONS, documentKey, getDocument, getWorkflow, listActions, workflowKey } from "./workflow.ts";

/** One workflow: its editor, its runs, its document. */
export function WorkflowPage() {
  const { id = "" } = useParams();
  const workflow = useQuery({ queryKey: workflowKey(id), queryFn: () => getWorkflow(id) });
  const document = useQuery({ queryKey: documentKey(id), queryFn: () => getDocument(id) });
  const actions = useQuery({ queryKey: ACTIONS, queryFn: listActions, staleTime: Number.POSITIVE_INFINITY });
  const error = workflow.error ?? document.error ?? actions.error;
  if (error)
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          for (const query of [workflow, document, actions]) if (query.isError) void query.refetch();
        }}
      />
    );
  if (!workflow.data || !document.data || !actions.data) return <LoadingRows rows={8} />;
  return (
    <EditorPage
      key={id}
      workflow={workflow.data.data}
      document={document.data}
      descriptions={actions.data.data}
    />
  );
}
