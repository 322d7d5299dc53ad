import type { Attribute } from "@hark/contract";
import { confirmAction, fieldErrors, toastDone, toastError } from "@hark/ui";
import {
  Alert,
  Button,
  Checkbox,
  Group,
  Input,
  MultiSelect,
  SegmentedControl,
  Stack,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { useProducts } from "../products/hooks.ts";
import { AttributePreview } from "./attribute-preview.tsx";
import { type AttributeDraft, bodyOf, draftOf, faultsOf, scaleFor } from "./draft.ts";
import { useArchiveAttribute, useSaveAttribute } from "./hooks.ts";
import { KindPicker } from "./kind-picker.tsx";
import { hasOptions, hasScale } from "./kinds.ts";
import { OptionsField } from "./options-field.tsx";
import { ScaleFields } from "./scale-fields.tsx";

/** Makes or changes an attribute, with a preview of the form and of the payload. */
export function AttributeEditor({ attribute, onDone }: { attribute?: Attribute; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(attribute));
  const [isTried, setTried] = useState(false);
  const save = useSaveAttribute();
  const products = useProducts({ page: 1, pageSize: 100 });
  const change = (part: Partial<AttributeDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const refused = fieldErrors(save.error);
  const faults = { ...(isTried ? faultsOf(draft) : {}), ...refused };
  const submit = (): void => {
    setTried(true);
    if (Object.keys(faultsOf(draft)).length > 0) return;
    const body = bodyOf(draft);
    const { kind: _kind, ...changed } = body;
    save.mutate(attribute ? { id: attribute.id, body: changed } : { body }, {
      onSuccess: () => {
        toastDone(attribute ? "The attribute is saved." : "The attribute is in the form now.");
        onDone();
      },
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        {!attribute && (
          <KindPicker kind={draft.kind} onChange={(kind) => change({ kind, ...scaleFor(kind) })} />
        )}
        <TextInput
          label="Title"
          placeholder="Fit"
          data-autofocus
          maxLength={120}
          value={draft.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
          error={faults["title"]}
        />
        {hasOptions(draft.kind) && (
          <OptionsField
            options={draft.options}
            error={faults["options"]}
            onChange={(options) => change({ options })}
          />
        )}
        {hasScale(draft.kind) && <ScaleFields draft={draft} faults={faults} onChange={change} />}
        <Input.Wrapper label="Tells about" labelElement="div">
          <div>
            <SegmentedControl
              aria-label="Tells about"
              value={draft.subject}
              onChange={(subject) => change({ subject: subject === "reviewer" ? "reviewer" : "product" })}
              data={[
                { value: "product", label: "The product" },
                { value: "reviewer", label: "The reviewer" },
              ]}
            />
          </div>
        </Input.Wrapper>
        <MultiSelect
          label="Products"
          placeholder={draft.productIds.length === 0 ? "All products" : ""}
          description="Only these products ask it; none means all."
          searchable
          clearable
          data={(products.data?.data ?? []).map((product) => ({
            value: product.productId,
            label: product.productName,
          }))}
          value={[...draft.productIds]}
          onChange={(productIds) => change({ productIds })}
        />
        <Checkbox
          label="Required: the review can't be sent without an answer"
          checked={draft.required}
          onChange={(event) => change({ required: event.currentTarget.checked })}
        />
        <AttributePreview draft={draft} />
        {save.isError && Object.keys(refused).length === 0 && (
          <Alert color="red" role="alert">
            {save.error.message}
          </Alert>
        )}
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending}>
            {attribute ? "Save" : "Create"}
          </Button>
          {attribute && <ArchiveButton attribute={attribute} onDone={onDone} />}
        </Group>
      </Stack>
    </form>
  );
}

function ArchiveButton({ attribute, onDone }: { attribute: Attribute; onDone: () => void }) {
  const archive = useArchiveAttribute();
  const ask = async (): Promise<void> => {
    const isMeant = await confirmAction({
      title: `Archive “${attribute.title}”?`,
      text: "The form asks it no more, and this can't be undone. Reviews keep the answers they have.",
      label: "Archive",
      danger: true,
    });
    if (isMeant) archive.mutate(attribute.id, { onSuccess: onDone, onError: toastError });
  };
  return (
    <Button variant="subtle" color="red" loading={archive.isPending} onClick={() => void ask()}>
      Archive
    </Button>
  );
}
