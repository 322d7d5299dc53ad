import { PageHeader, StatusBadge, statuses } from "@hark/ui";
import { ActionIcon, Button, Group, Menu, TextInput, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { MoreMenu } from "../../../shared/more-menu.tsx";
import { useAddress } from "../../../shared/use-address.ts";
import { deleteWorkflow, WORKFLOWS, type Workflow } from "../workflow.ts";
import classes from "./editor-page.module.css";
import { type EditorTab, editorTabs, tabNames } from "./editor-tab.ts";
import type { OpenDraft } from "./use-draft.ts";
import type { Saving } from "./use-saving.ts";

interface Props {
  readonly workflow: Workflow;
  readonly draft: OpenDraft;
  readonly saving: Saving;
  readonly tab: EditorTab;
}

/** The bar above a workflow: its name and state, undo and redo, save and publish. */
export function EditorHeader({ workflow, draft, saving, tab }: Props) {
  const { editor } = draft;
  const { enabled, version, draftChanged } = workflow.attributes;
  const hasNews = draft.isChanged || draftChanged;
  const live = enabled ? statuses.workflow.live : statuses.workflow.off;
  const rename = (name: string): void => editor.edit((now) => ({ ...now, name }), "workflow name");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Workflows", to: "/settings/workflows" }]}
        tabTitle={editor.document.name}
        title={
          <TextInput
            variant="unstyled"
            aria-label="Name of the workflow"
            value={editor.document.name}
            onChange={(event) => rename(event.currentTarget.value)}
            styles={{
              input: { fontWeight: 600, fontSize: 17, height: 28, minHeight: 28, fieldSizing: "content" },
            }}
          />
        }
        badges={
          <>
            <StatusBadge tone={live.tone}>
              {live.words}
              {version !== null && ` · v${version}`}
            </StatusBadge>
            {hasNews && (
              <StatusBadge tone="wait">
                {draft.isChanged
                  ? "Unsaved changes"
                  : version === null
                    ? "Draft"
                    : statuses.workflow.draft.words}
              </StatusBadge>
            )}
          </>
        }
        actions={
          <>
            <Group gap={4} wrap="nowrap" visibleFrom="md">
              <UndoButtons draft={draft} />
            </Group>
            <TestButton isCallable={editor.document.trigger.callable === true} />
            <Tooltip label="Ctrl S">
              <Button
                variant="default"
                disabled={!draft.isChanged}
                loading={saving.isBusy}
                onClick={saving.save}
              >
                Save draft
              </Button>
            </Tooltip>
            <Button disabled={enabled && !hasNews} loading={saving.isBusy} onClick={saving.publish}>
              {enabled ? "Publish" : "Publish & enable"}
            </Button>
            <WorkflowMenu workflow={workflow} saving={saving} />
          </>
        }
      />
      <nav className={classes["tabs"]} aria-label="Workflow">
        {editorTabs.map((one) => (
          <Link
            key={one}
            to={one === "editor" ? "?" : `?tab=${one}`}
            aria-current={tab === one ? "page" : undefined}
          >
            {tabNames[one]}
          </Link>
        ))}
      </nav>
    </>
  );
}

/** Opens the test; of a callable workflow also the form that runs it. */
function TestButton({ isCallable }: { readonly isCallable: boolean }) {
  const { set } = useAddress();
  return (
    <>
      {isCallable && (
        <Button variant="default" onClick={() => set({ panel: "run" })}>
          Run now…
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={15} />}
        visibleFrom="md"
        onClick={() => set({ tab: null, drawer: "test" })}
      >
        Test
      </Button>
    </>
  );
}

function UndoButtons({ draft }: { readonly draft: OpenDraft }) {
  return (
    <>
      <Tooltip label="Undo (Ctrl Z)">
        <ActionIcon
          variant="default"
          size={34}
          aria-label="Undo"
          disabled={draft.history.past.length === 0}
          onClick={() => draft.send({ kind: "undo" })}
        >
          <IconArrowBackUp size={17} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (Ctrl Shift Z)">
        <ActionIcon
          variant="default"
          size={34}
          aria-label="Redo"
          disabled={draft.history.future.length === 0}
          onClick={() => draft.send({ kind: "redo" })}
        >
          <IconArrowForwardUp size={17} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

function WorkflowMenu({ workflow, saving }: { readonly workflow: Workflow; readonly saving: Saving }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <MoreMenu
      name={workflow.attributes.name}
      deleting={{
        label: "Delete",
        confirm: "Delete workflow",
        text: "Its versions and the list of its runs are lost. What it filed stays.",
        run: () => deleteWorkflow(workflow.id),
        onDone: () => {
          void queries.invalidateQueries({ queryKey: WORKFLOWS, exact: true });
          void navigate("/settings/workflows");
        },
      }}
    >
      <Menu.Item
        leftSection={<IconPlayerPause size={15} />}
        disabled={!workflow.attributes.enabled}
        onClick={saving.disable}
      >
        Switch off
      </Menu.Item>
    </MoreMenu>
  );
}
