import { fieldErrors, toastDone } from "@hark/ui";
import { Alert, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SidePanel } from "../../shared/side-panel.tsx";
import { AttributeRows, emptyAttribute, faultOf } from "./attribute-rows.tsx";
import { type AttributeDraft, camelCase, createKlass, reviewAttributes } from "./klass.ts";
import { KLASSES } from "./klass-list.ts";

interface Props {
  readonly isOpen: boolean;
  onClose(): void;
  onCreated(name: string): void;
}

/** Makes a klass with its attributes. */
export function CreateKlassPanel({ isOpen, onClose, onCreated }: Props) {
  return (
    <SidePanel title="New custom object" isOpen={isOpen} onClose={onClose} width={600}>
      <CreateForm onCreated={onCreated} />
    </SidePanel>
  );
}

function CreateForm({ onCreated }: Pick<Props, "onCreated">) {
  const queries = useQueryClient();
  const [displayName, setDisplayName] = useState("");
  const [ownName, setOwnName] = useState<string | null>(null);
  const [attributes, setAttributes] = useState<readonly AttributeDraft[]>(() => [emptyAttribute()]);
  const [wasTried, setTried] = useState(false);
  const name = ownName ?? camelCase(displayName);
  const create = useMutation({
    mutationFn: createKlass,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: KLASSES });
      toastDone(`${displayName} was made`);
      onCreated(name);
    },
  });
  const errors = fieldErrors(create.error);
  const named = attributes.filter((attribute) => attribute.displayName.trim() !== "");
  const isComplete = displayName.trim() !== "" && name !== "" && named.every((one) => !faultOf(one, named));
  const startFromReview = (): void => {
    setDisplayName("Review");
    setOwnName(null);
    setAttributes(reviewAttributes.map((attribute) => ({ ...attribute, key: crypto.randomUUID() })));
  };
  const looseError = create.error && !errors["name"] ? create.error.message : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isComplete) create.mutate({ name, displayName: displayName.trim(), attributes: named });
      }}
    >
      <Stack>
        <Group>
          <Button size="compact-sm" variant="light" onClick={startFromReview}>
            Start from a product review
          </Button>
        </Group>
        {looseError && (
          <Alert color="red" role="alert">
            {looseError}
          </Alert>
        )}
        <TextInput
          label="What one of them is called"
          placeholder="Review"
          withAsterisk
          data-autofocus
          value={displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
          error={wasTried && displayName.trim() === "" ? "Give it a name" : undefined}
        />
        <TextInput
          label="Klass name"
          description="As workflows and the API write it. It stays for life."
          value={name}
          onChange={(event) => setOwnName(event.currentTarget.value)}
          error={errors["name"] ?? (wasTried && name === "" ? "Letters and digits" : undefined)}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
        <div>
          <Title order={3}>Attributes</Title>
          <Text size="sm" c="dimmed" mb="sm">
            The end of an attribute's name says what it holds: <code>ratingNum</code> is a number,{" "}
            <code>titleStr</code> a short text. It is put there for you.
          </Text>
          <AttributeRows attributes={attributes} onChange={setAttributes} />
        </div>
        <Button type="submit" loading={create.isPending}>
          Create custom object
        </Button>
      </Stack>
    </form>
  );
}
