import { CopyField, confirmAction, ErrorState, LoadingRows, toastDone, toastError } from "@hark/ui";
import { Button, Code, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SidePanel } from "../../shared/side-panel.tsx";
import { AttributeRows, emptyAttribute, faultOf } from "./attribute-rows.tsx";
import {
  type AttributeDraft,
  declareAttributes,
  deleteKlass,
  getProperties,
  metadataKey,
  type Properties,
  typeWords,
} from "./klass.ts";
import { KLASSES, type Klass } from "./klass-list.ts";

interface Props {
  readonly klass: Klass | undefined;
  onClose(): void;
}

/** One klass: its attributes, and adding to them. */
export function KlassPanel({ klass, onClose }: Props) {
  return (
    <SidePanel
      title={klass?.attributes.displayName ?? klass?.attributes.name ?? ""}
      isOpen={klass !== undefined}
      onClose={onClose}
      width={600}
    >
      {klass && <KlassDetails key={klass.id} klass={klass} onClose={onClose} />}
    </SidePanel>
  );
}

function KlassDetails({ klass, onClose }: { readonly klass: Klass; onClose(): void }) {
  const { name, displayName = name } = klass.attributes;
  const queries = useQueryClient();
  const properties = useQuery({ queryKey: metadataKey(name), queryFn: () => getProperties(name) });
  const remove = useMutation({
    mutationFn: () => deleteKlass(klass.id),
    onSuccess: () => {
      toastDone(`${displayName} was deleted`);
      onClose();
      void queries.invalidateQueries({ queryKey: KLASSES });
    },
    onError: toastError,
  });
  const askRemove = async (): Promise<void> => {
    const question = {
      title: `Delete ${displayName}?`,
      text: "Its attributes are forgotten, and workflows that file such objects will fail. Objects that exist keep it from being deleted.",
      label: "Delete custom object",
      danger: true,
    };
    if (await confirmAction(question)) remove.mutate();
  };
  return (
    <Stack gap="lg">
      <CopyField label="Klass name" value={name} />
      <Stack gap="xs">
        <Title order={3}>Attributes</Title>
        {properties.isPending && <LoadingRows rows={3} />}
        {properties.isError && (
          <ErrorState error={properties.error} onRetry={() => void properties.refetch()} />
        )}
        {properties.data && <DeclaredAttributes properties={properties.data} />}
        <AddAttributes klass={name} taken={Object.keys(properties.data ?? {})} />
      </Stack>
      <Group>
        <Button
          variant="subtle"
          color="red"
          size="xs"
          leftSection={<IconTrash size={14} />}
          loading={remove.isPending}
          onClick={() => void askRemove()}
        >
          Delete custom object
        </Button>
      </Group>
    </Stack>
  );
}

function DeclaredAttributes({ properties }: { readonly properties: Properties }) {
  const entries = Object.entries(properties);
  if (entries.length === 0)
    return <Text c="dimmed">None yet. Without attributes an object has a title and no more.</Text>;
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Attribute</Table.Th>
          <Table.Th>Holds</Table.Th>
          <Table.Th>Name</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(([name, property]) => (
          <Table.Tr key={name}>
            <Table.Td>{property.displayName ?? name}</Table.Td>
            <Table.Td title={typeWords(name).holds}>
              {typeWords(name).label}
              {property.multi && ", several"}
            </Table.Td>
            <Table.Td>
              <Code>{name}</Code>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AddAttributes({ klass, taken }: { readonly klass: string; readonly taken: readonly string[] }) {
  const queries = useQueryClient();
  const [added, setAdded] = useState<readonly AttributeDraft[]>([]);
  const save = useMutation({
    mutationFn: (attributes: readonly AttributeDraft[]) => declareAttributes(klass, attributes),
    onSuccess: () => {
      setAdded([]);
      toastDone("Attributes added");
      void queries.invalidateQueries({ queryKey: metadataKey(klass) });
    },
    onError: toastError,
  });
  if (added.length === 0)
    return (
      <Group>
        <Button variant="default" size="xs" onClick={() => setAdded([emptyAttribute()])}>
          Add attributes
        </Button>
      </Group>
    );
  const named = added.filter((attribute) => attribute.displayName.trim() !== "");
  const canSave = named.length > 0 && named.every((attribute) => !faultOf(attribute, named));
  return (
    <Stack gap="sm">
      <AttributeRows attributes={added} onChange={setAdded} />
      <Group>
        <Button size="xs" disabled={!canSave} loading={save.isPending} onClick={() => save.mutate(named)}>
          Save attributes
        </Button>
        {taken.length > 0 && (
          <Text size="xs" c="dimmed">
            An attribute that is there already is changed.
          </Text>
        )}
      </Group>
    </Stack>
  );
}
