import { JsonEditor } from "@hark/ui";
import { Alert, Button, FileButton, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { SidePanel } from "../../shared/side-panel.tsx";
import { KLASSES } from "../klasses/klass-list.ts";
import { readPastedDocument } from "./model/pasted-document.ts";
import { createReviewWorkflow } from "./model/review-workflow.ts";
import { emptyWorkflow } from "./model/templates.ts";
import { createWorkflow, WORKFLOWS, type WorkflowChanges } from "./workflow.ts";

type Kind = "review" | "empty" | "import";
const kinds: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: "review", label: "File a review" },
  { value: "empty", label: "Empty" },
  { value: "import", label: "Import JSON" },
];

/** Makes a workflow: from the template, from nothing, or from an exported document. */
export function NewWorkflowPanel({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  return (
    <SidePanel title="New workflow" isOpen={isOpen} onClose={onClose} width={560}>
      <NewWorkflowForm />
    </SidePanel>
  );
}

function NewWorkflowForm() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>("review");
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const create = useMutation({
    mutationFn: (make: () => ReturnType<typeof createWorkflow>) => make(),
    onSuccess: ({ data }) => {
      void queries.invalidateQueries({ queryKey: WORKFLOWS });
      void queries.invalidateQueries({ queryKey: KLASSES });
      void navigate(`/settings/workflows/${data.id}?step=1`);
    },
  });
  const submit = (): void => {
    setFault(undefined);
    if (kind === "review") return create.mutate(() => createReviewWorkflow(name));
    if (kind === "empty")
      return create.mutate(() => createWorkflow(emptyWorkflow(name.trim() || "New workflow")));
    const read = readPastedDocument(text);
    if (!read.ok) return setFault(read.fault);
    const body: WorkflowChanges =
      name.trim() === "" ? read.document : { ...read.document, name: name.trim() };
    return create.mutate(() => createWorkflow(body));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {create.error && (
          <Alert color="red" role="alert" title="The workflow was not made">
            {create.error.message}
          </Alert>
        )}
        <SegmentedControl
          fullWidth
          aria-label="How to begin"
          data={[...kinds]}
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one.value === value)?.value ?? "review")}
        />
        <TextInput
          label="Name"
          placeholder={
            kind === "import" ? "As in the document" : kind === "review" ? "File a review" : "New workflow"
          }
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {kind === "review" && (
          <Text c="dimmed" size="sm">
            Finds the customer by e-mail, makes one if there is none, and files the review on the timeline.
            Makes the custom object Review if there is none yet. You then choose the hook that starts it.
          </Text>
        )}
        {kind === "import" && <Import text={text} onChange={setText} fault={fault} />}
        <Button type="submit" loading={create.isPending}>
          Create workflow
        </Button>
      </Stack>
    </form>
  );
}

interface ImportProps {
  readonly text: string;
  onChange(text: string): void;
  readonly fault: string | undefined;
}

function Import({ text, onChange, fault }: ImportProps) {
  return (
    <Stack
      gap="xs"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        void file.text().then(onChange);
      }}
    >
      <JsonEditor
        label="Document"
        description="Paste an exported workflow, or drop its file here."
        value={text}
        onChange={onChange}
        error={fault}
        height={320}
      />
      <Group>
        <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then(onChange)}>
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<IconUpload size={14} />}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}
