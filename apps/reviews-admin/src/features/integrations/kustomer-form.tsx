import type { KustomerIntegration } from "@hark/contract";
import { fieldErrors, RelativeTime } from "@hark/ui";
import { Alert, Button, Group, Paper, Switch, Text, TextInput, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { ApiKeyField } from "./api-key-field.tsx";
import { remarkOnUrl } from "./api-url.ts";
import { useSaveKustomer } from "./hooks.ts";
import classes from "./integrations.module.css";

interface Draft {
  readonly enabled: boolean;
  /** undefined keeps the saved key. */
  readonly apiKey: string | undefined;
  readonly apiUrl: string;
}

const draftOf = (kustomer: KustomerIntegration): Draft => ({
  enabled: kustomer.enabled,
  apiKey: kustomer.apiKey.set ? undefined : "",
  apiUrl: kustomer.apiUrl ?? "",
});

/** Enable, **API Key**, **API URL**, **Save**. */
export function KustomerForm({
  kustomer,
  onDirty,
}: {
  kustomer: KustomerIntegration;
  onDirty: (isDirty: boolean) => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(kustomer));
  const save = useSaveKustomer();
  const change = (part: Partial<Draft>): void => {
    if (save.isError || save.isSuccess) save.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const isDirty =
    draft.enabled !== kustomer.enabled ||
    (draft.apiKey ?? "") !== "" ||
    draft.apiUrl.trim() !== (kustomer.apiUrl ?? "");
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const remark = remarkOnUrl(draft.apiUrl);
  const faults = fieldErrors(save.error);
  const urlError = faults["apiUrl"] ?? (remark?.kind === "error" ? remark.words : undefined);
  const looseError = save.isError && Object.keys(faults).length === 0 ? save.error.message : undefined;
  const isComplete = draft.apiUrl.trim() !== "" && (!draft.enabled || draft.apiKey !== "");
  const submit = (): void => {
    const { enabled, apiKey, apiUrl } = draft;
    save.mutate(
      { enabled, apiUrl: apiUrl.trim(), ...(apiKey?.trim() ? { apiKey: apiKey.trim() } : {}) },
      { onSuccess: (saved) => setDraft(draftOf(saved)) },
    );
  };
  return (
    <Paper
      component="form"
      p="lg"
      noValidate
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        if (isDirty && isComplete && !urlError) submit();
      }}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="md">
        <div>
          <Title order={2}>Send every new review to Kustomer</Title>
          <Text c="dimmed">
            From the Write a Review button and from request e-mails. Imports are never sent.
          </Text>
        </div>
        <Switch
          size="md"
          label="Enable"
          labelPosition="left"
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
      </Group>
      <ApiKeyField
        saved={kustomer.apiKey}
        value={draft.apiKey}
        error={faults["apiKey"]}
        onChange={(apiKey) => change({ apiKey })}
      />
      <TextInput
        mt="md"
        label="API URL"
        placeholder="https://example.api.kustomerapp.com/v1/hooks/web/…"
        autoComplete="off"
        spellCheck={false}
        inputMode="url"
        classNames={{ input: classes["mono"] ?? "" }}
        value={draft.apiUrl}
        onChange={(event) => change({ apiUrl: event.currentTarget.value })}
        error={urlError}
      />
      {!urlError && (
        <Text
          size="sm"
          mt={6}
          className={classes["remark"] ?? ""}
          data-kind={remark?.kind}
          c={remark ? "" : "dimmed"}
        >
          {remark?.words ?? "The address of the hook, as the desk shows it."}
        </Text>
      )}
      {looseError && (
        <Alert color="red" mt="md" role="alert" title="It was not saved">
          {looseError}
        </Alert>
      )}
      <Group mt="md" gap="sm">
        <Button
          type="submit"
          loading={save.isPending}
          disabled={!isDirty || !isComplete || urlError !== undefined}
        >
          Save
        </Button>
        <Text component="output" size="sm" c="dimmed">
          <SaveWords
            kustomer={kustomer}
            isJustSaved={save.isSuccess}
            isDirty={isDirty}
            isComplete={isComplete}
          />
        </Text>
      </Group>
    </Paper>
  );
}

function SaveWords(props: {
  kustomer: KustomerIntegration;
  isJustSaved: boolean;
  isDirty: boolean;
  isComplete: boolean;
}) {
  if (props.isDirty)
    return props.isComplete ? "Not saved yet" : "The API Key and the API URL are both needed";
  if (props.isJustSaved && !props.kustomer.enabled)
    return "Saved, and off: switch Enable on to send reviews.";
  if (props.isJustSaved) return "Saved. The address may be called and the key is kept encrypted.";
  if (props.kustomer.savedAt === null) return null;
  return (
    <>
      Saved <RelativeTime at={props.kustomer.savedAt} />
    </>
  );
}
