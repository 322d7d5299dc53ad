import { ErrorState, LoadingRows, RelativeTime, StatusBadge } from "@hark/ui";
import type { ActionDescription, WorkflowDocument } from "@hark/workflow/core";
import { ActionIcon, Button, Group, Select, Text } from "@mantine/core";
import { IconHistory, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { useAddress } from "../../../shared/use-address.ts";
import { Canvas } from "../editor/canvas.tsx";
import { EditorContext } from "../editor/editor-context.ts";
import { readingEditor } from "../editor/reading-editor.ts";
import { useRunSurroundings } from "../runs/use-run.ts";
import type { Workflow } from "../workflow.ts";
import { useRollBack } from "./use-roll-back.ts";
import type { Version } from "./version.ts";
import classes from "./versions-tab.module.css";

interface Props {
  readonly workflow: Workflow;
  readonly version: Version;
  readonly versions: readonly Version[];
}

/** A version to be looked at: its canvas, and the way back to it. */
export function VersionView({ workflow, version, versions }: Props) {
  const { document, actions } = useRunSurroundings(workflow.id, version.version);
  const error = document.error ?? actions.error;
  return (
    <>
      <Head workflow={workflow} version={version} versions={versions} />
      {error && <ErrorState error={error} onRetry={() => void document.refetch()} />}
      {!error && (!document.data || !actions.data) && <LoadingRows rows={6} />}
      {document.data && actions.data && (
        <div className={classes["canvas"]}>
          <ReadOnlyCanvas
            workflowId={workflow.id}
            document={document.data}
            descriptions={actions.data.data}
          />
        </div>
      )}
    </>
  );
}

function Head({ workflow, version, versions }: Props) {
  const { set } = useAddress();
  const rollBack = useRollBack(workflow);
  const isPublished = version.version === workflow.attributes.version;
  const others = versions.filter((one) => one.version !== version.version);
  return (
    <Group justify="space-between" p="md" wrap="nowrap" align="flex-start">
      <Group gap="xs">
        <Text fw={600}>Version {version.version}</Text>
        {isPublished && <StatusBadge tone="good">Published</StatusBadge>}
        <Text size="sm" c="dimmed" component="div">
          <RelativeTime at={version.createdAt} /> · read-only
        </Text>
        {!isPublished && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconHistory size={14} />}
            loading={rollBack.isPending}
            onClick={() => rollBack.run(version.version)}
          >
            Roll back to it
          </Button>
        )}
        <Select
          size="xs"
          aria-label="Compare with"
          placeholder="Compare with…"
          data={[
            { value: "draft", label: "The draft" },
            ...others.map((one) => ({ value: String(one.version), label: `Version ${one.version}` })),
          ]}
          value={null}
          onChange={(other) =>
            other !== null && set({ compare: `${version.version}..${other}`, version: null })
          }
        />
      </Group>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Close the version"
        onClick={() => set({ version: null })}
      >
        <IconX size={17} />
      </ActionIcon>
    </Group>
  );
}

interface CanvasProps {
  readonly workflowId: string;
  readonly document: WorkflowDocument;
  readonly descriptions: readonly ActionDescription[];
  readonly marks?: ReadonlyMap<string, "added" | "removed" | "changed">;
}

/** A document on a canvas that changes nothing; marks say how each node differs from another document's. */
export function ReadOnlyCanvas({ workflowId, document, descriptions, marks }: CanvasProps) {
  const editor = useMemo(
    () => ({
      ...readingEditor(workflowId, document, descriptions),
      ...(marks === undefined ? {} : { marks }),
    }),
    [workflowId, document, descriptions, marks],
  );
  return (
    <EditorContext value={editor}>
      <Canvas document={document} isSmall={marks !== undefined} />
    </EditorContext>
  );
}
