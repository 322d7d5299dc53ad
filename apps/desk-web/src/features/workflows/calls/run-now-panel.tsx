import type { JsonObject } from "@hark/kernel";
import { JsonEditor, toastDone } from "@hark/ui";
import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SidePanel } from "../../../shared/side-panel.tsx";
import { useAddress } from "../../../shared/use-address.ts";
import { type Input, inputsOf, readInput } from "../model/inputs.ts";
import { InstantInput } from "../runs/instant-input.tsx";
import { callWorkflow, RUNS } from "../runs/run.ts";
import { getVersion, versionKey } from "../versions/version.ts";
import type { Workflow } from "../workflow.ts";

interface Props {
  readonly workflow: Workflow;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Calls a callable workflow by hand, at once or at an instant, with a value for each of its inputs. */
export function RunNowPanel({ workflow, isOpen, onClose }: Props) {
  return (
    <SidePanel title={`Run ${workflow.attributes.name}`} isOpen={isOpen} onClose={onClose}>
      {isOpen && <RunNow workflow={workflow} />}
    </SidePanel>
  );
}

function RunNow({ workflow }: { readonly workflow: Workflow }) {
  const { version, enabled } = workflow.attributes;
  const published = useQuery({
    queryKey: versionKey(workflow.id, version ?? 0),
    queryFn: () => getVersion(workflow.id, version ?? 0),
    enabled: version !== null,
  });
  if (version === null || !enabled)
    return (
      <Alert color="yellow" title="It cannot be called yet">
        A call runs the published version of a workflow that is on. Publish it first.
      </Alert>
    );
  if (published.isError)
    return (
      <Alert color="red" title="Its inputs could not be read">
        {published.error.message}
      </Alert>
    );
  if (!published.data) return null;
  return <CallForm workflowId={workflow.id} inputs={inputsOf(published.data.trigger.schema)} />;
}

interface FormProps {
  readonly workflowId: string;
  readonly inputs: readonly Input[];
}

function CallForm({ workflowId, inputs }: FormProps) {
  const queries = useQueryClient();
  const { set } = useAddress();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [at, setAt] = useState<string | null>(null);
  const [wasSent, setSent] = useState(false);
  const read = inputs.map((input) => ({ input, ...readInput(input, texts[input.name] ?? "") }));
  const timeFault = at === "" ? "Say when" : undefined;
  const call = useMutation({
    mutationFn: (given: JsonObject) =>
      callWorkflow(workflowId, { inputs: given, ...(at === null || at === "" ? {} : { at }) }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: RUNS });
      toastDone(at === null ? "It runs. This is the run." : "It waits for its time. This is the run.");
      set({ panel: null, tab: "runs", run: id, drawer: null });
    },
  });
  const submit = (): void => {
    setSent(true);
    if (timeFault !== undefined || read.some(({ fault }) => fault !== undefined)) return;
    call.mutate(
      Object.fromEntries(
        read.flatMap(({ input, value }) => (value === undefined ? [] : [[input.name, value]])),
      ),
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {inputs.length === 0 && <Text c="dimmed">The published version takes no inputs.</Text>}
        {read.map(({ input, fault }) => (
          <InputField
            key={input.name}
            input={input}
            text={texts[input.name] ?? ""}
            onChange={(text) => setTexts((now) => ({ ...now, [input.name]: text }))}
            error={wasSent ? fault : undefined}
          />
        ))}
        <When at={at} onChange={setAt} error={wasSent ? timeFault : undefined} />
        {call.isError && (
          <Alert color="red" role="alert" title="It was not called">
            {call.error.message}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={call.isPending}>
            {at === null ? "Run now" : "Schedule"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface WhenProps {
  /** Null for now; an instant, empty while none is chosen. */
  readonly at: string | null;
  onChange(at: string | null): void;
  readonly error: string | undefined;
}

function When({ at, onChange, error }: WhenProps) {
  return (
    <>
      <SegmentedControl
        aria-label="When"
        value={at === null ? "now" : "later"}
        data={[
          { value: "now", label: "Now" },
          { value: "later", label: "At a time" },
        ]}
        onChange={(value) => onChange(value === "now" ? null : "")}
      />
      {at !== null && (
        <InstantInput
          label="At"
          description="The run stands under Runs as waiting until then, and can be canceled."
          value={at}
          onChange={onChange}
          error={error}
        />
      )}
    </>
  );
}

interface InputFieldProps {
  readonly input: Input;
  readonly text: string;
  onChange(text: string): void;
  readonly error: string | undefined;
}

function InputField({ input: { name, type, isRequired }, text, onChange, error }: InputFieldProps) {
  if (type === "boolean")
    return (
      <div>
        <Text size="sm" fw={500} mb={4}>
          {name}
          {isRequired && " *"}
        </Text>
        <SegmentedControl
          aria-label={name}
          value={text}
          data={[
            { value: "", label: "not given" },
            { value: "true", label: "true" },
            { value: "false", label: "false" },
          ]}
          onChange={onChange}
        />
        {error !== undefined && (
          <Text size="xs" c="var(--hark-bad)" mt={4}>
            {error}
          </Text>
        )}
      </div>
    );
  if (type === "object" || type === "array")
    return (
      <JsonEditor
        label={isRequired ? `${name} *` : name}
        description={type === "array" ? "A list" : "An object"}
        height={120}
        value={text}
        onChange={onChange}
        error={error}
      />
    );
  return (
    <TextInput
      label={name}
      withAsterisk={isRequired}
      {...(type === "number" ? { inputMode: "decimal" as const } : {})}
      value={text}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
