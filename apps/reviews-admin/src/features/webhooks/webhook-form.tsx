import { fieldErrors, JsonEditor } from "@hark/ui";
import {
  Alert,
  Anchor,
  Button,
  Collapse,
  Group,
  NumberInput,
  Paper,
  Radio,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import classes from "../integrations/integrations.module.css";
import { type Draft, readDraft } from "./draft.ts";
import { EventTypesField } from "./event-types-field.tsx";

type Body = Extract<ReturnType<typeof readDraft>, { body: object }>["body"];

/** What a webhook is: its address, what it is told, and how. `onSave` gets it once it can be read. */
export function WebhookForm({
  start,
  label,
  savedHeaders = [],
  isSaving,
  error,
  onSave,
}: {
  start: Draft;
  label: string;
  savedHeaders?: readonly string[];
  isSaving: boolean;
  error: Error | null;
  onSave: (body: Body) => void;
}) {
  const [draft, setDraft] = useState(start);
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const read = readDraft(draft);
  const faults: Readonly<Record<string, string>> = {
    ...(isTried && "faults" in read ? read.faults : {}),
    ...byField(fieldErrors(error)),
  };
  const isDirty = JSON.stringify(draft) !== JSON.stringify(start);
  const looseError = error && Object.keys(faults).length === 0 ? error.message : undefined;
  return (
    <Paper
      component="form"
      p="lg"
      noValidate
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        setTried(true);
        if ("body" in read) onSave(read.body);
      }}
    >
      <Stack>
        <Group justify="space-between" wrap="nowrap">
          <Title order={2}>What it is told</Title>
          <Switch
            label="Enable"
            labelPosition="left"
            checked={draft.enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
        </Group>
        <TextInput
          label="URL"
          placeholder="https://example.com/hooks/reviews"
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          data-autofocus
          classNames={{ input: classes["mono"] ?? "" }}
          value={draft.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
          error={faults["url"]}
        />
        <TextInput
          label="Description"
          description="What you call it; lists and mails name it so."
          value={draft.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
          error={faults["description"]}
        />
        <EventTypesField draft={draft} onChange={change} error={faults["types"]} />
        <MoreFields draft={draft} onChange={change} faults={faults} savedHeaders={savedHeaders} />
        {looseError && (
          <Alert color="red" role="alert" title="It was not saved">
            {looseError}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={isSaving} disabled={!isDirty}>
            {label}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Faults of a member, such as `types.0`, stand at its field. */
function byField(found: Readonly<Record<string, string>>): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [field, words] of Object.entries(found)) {
    const [name = field, ...path] = field.split(".");
    named[name] ??= path.length > 0 && name === "filter" ? `${path.join(".")}: ${words}` : words;
  }
  return named;
}

function MoreFields({
  draft,
  onChange,
  faults,
  savedHeaders,
}: {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  faults: Readonly<Record<string, string>>;
  savedHeaders: readonly string[];
}) {
  const hasFault = ["filter", "headers", "retryDelaysSeconds", "ratePerSecond"].some((name) => faults[name]);
  const isUsed =
    draft.filter !== "" || draft.orderBy !== "none" || draft.retries !== "" || draft.ratePerSecond !== "";
  const [isOpen, more] = useDisclosure(isUsed || savedHeaders.length > 0);
  return (
    <>
      <Anchor
        component="button"
        type="button"
        onClick={more.toggle}
        aria-expanded={isOpen || hasFault}
        w="fit-content"
      >
        {isOpen ? "Less" : "Filter, order, rate, headers, retries"}
      </Anchor>
      <Collapse expanded={isOpen || hasFault}>
        <Stack>
          <JsonEditor
            label="Filter"
            description='Only events whose data fits; {"review.rating": {"$lte": 2}} lets one and two stars through. Operators: $eq $ne $gt $gte $lt $lte $in $nin $exists $startsWith $contains $not $or $and.'
            placeholder='{"review.rating": {"$lte": 2}}'
            height={120}
            value={draft.filter}
            onChange={(filter) => onChange({ filter })}
            error={faults["filter"]}
          />
          <Radio.Group
            label="Order"
            description="Events with the same key wait for each other, also through failures."
            value={draft.orderBy}
            onChange={(value) =>
              onChange({ orderBy: value === "subject" || value === "reviewer" ? value : "none" })
            }
          >
            <Group mt="xs">
              <Radio value="none" label="As fast as they go" />
              <Radio value="subject" label="In order per review" />
              <Radio value="reviewer" label="In order per reviewer" />
            </Group>
          </Radio.Group>
          <Group align="flex-start" grow>
            <TextInput
              label="Events per second, at most"
              placeholder="No limit"
              inputMode="numeric"
              value={draft.ratePerSecond}
              onChange={(event) => onChange({ ratePerSecond: event.currentTarget.value })}
              error={faults["ratePerSecond"]}
            />
            <NumberInput
              label="At once, at most"
              min={1}
              max={256}
              value={draft.concurrency}
              onChange={(value) => onChange({ concurrency: String(value) })}
              error={faults["concurrency"]}
            />
          </Group>
          <HeadersField draft={draft} onChange={onChange} saved={savedHeaders} error={faults["headers"]} />
          <TextInput
            label="Waits before each retry"
            description="Empty for the usual ones, which go on for three days."
            placeholder="5s 5m 30m 2h 5h 10h 1d"
            value={draft.retries}
            onChange={(event) => onChange({ retries: event.currentTarget.value })}
            error={faults["retryDelaysSeconds"]}
          />
        </Stack>
      </Collapse>
    </>
  );
}

function HeadersField({
  draft,
  onChange,
  saved,
  error,
}: {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  saved: readonly string[];
  error: string | undefined;
}) {
  if (draft.headers === undefined)
    return (
      <Group justify="space-between">
        <Text size="sm">Headers of your own: {saved.join(", ")}. Their values are kept encrypted.</Text>
        <Button size="compact-sm" variant="default" onClick={() => onChange({ headers: "" })}>
          Replace
        </Button>
      </Group>
    );
  return (
    <Textarea
      label="Headers of your own"
      description="One per line, as name: value. Kept encrypted, and never shown again."
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      classNames={{ input: classes["mono"] ?? "" }}
      value={draft.headers}
      onChange={(event) => onChange({ headers: event.currentTarget.value })}
      error={error}
    />
  );
}

/** Chooses v1 or v1a. */
export function SigningField({
  value,
  onChange,
}: {
  value: "v1" | "v1a";
  onChange: (kind: "v1" | "v1a") => void;
}) {
  return (
    <Radio.Group
      label="Signed with"
      value={value}
      onChange={(kind) => onChange(kind === "v1a" ? "v1a" : "v1")}
    >
      <Stack mt="xs" gap="xs">
        <Radio value="v1" label="A shared secret (v1)" description="What most libraries take." />
        <Radio
          value="v1a"
          label="A key pair (v1a)"
          description="The receiver holds the public key only and cannot sign itself."
        />
      </Stack>
    </Radio.Group>
  );
}
