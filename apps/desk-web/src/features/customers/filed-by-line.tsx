import type { FiledBy } from "@hark/contract";
import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";

/** "filed by *File a review*", which leads to the run that did it. */
export function FiledByLine({ filedBy }: { readonly filedBy: FiledBy | null }) {
  if (!filedBy) return null;
  return (
    <Text size="sm" c="dimmed">
      filed by{" "}
      <Anchor
        component={Link}
        size="sm"
        to={`/settings/workflows/${filedBy.workflowId}?tab=runs&run=${filedBy.runId ?? ""}`}
      >
        {filedBy.workflowName ?? "a workflow that was deleted"}
      </Anchor>
    </Text>
  );
}
