import type { Attribute } from "@hark/contract";
import { toastError } from "@hark/ui";
import { ActionIcon, Badge, Group, Text, ThemeIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import classes from "./attributes.module.css";
import { useOrderAttributes } from "./hooks.ts";
import { kinds } from "./kinds.ts";
import { moved } from "./moved.ts";

/** The attributes in the order of the form; dragged, or moved by their arrows. */
export function AttributeList({
  attributes,
  onOpen,
}: {
  attributes: readonly Attribute[];
  onOpen: (attribute: Attribute) => void;
}) {
  const order = useOrderAttributes();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const move = (from: number, to: number): void => {
    if (from !== to) order.mutate(moved(attributes, from, to), { onError: toastError });
  };
  const drop = (event: DragEvent, to: number): void => {
    event.preventDefault();
    if (dragged !== null) move(dragged, to);
    setDragged(null);
    setOver(null);
  };
  return (
    <ol className={classes["list"]}>
      {attributes.map((attribute, index) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging has its buttons for the keyboard
        <li
          key={attribute.id}
          className={classes["row"]}
          data-dragged={dragged === index || undefined}
          data-over={over === index && dragged !== index ? "" : undefined}
          draggable
          onDragStart={() => setDragged(index)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(index);
          }}
          onDrop={(event) => drop(event, index)}
        >
          <IconGripVertical size={16} className={classes["grip"]} aria-hidden="true" />
          <UnstyledButton className={classes["open"] ?? ""} onClick={() => onOpen(attribute)}>
            <AttributeWords attribute={attribute} />
          </UnstyledButton>
          <Group gap={2} wrap="nowrap">
            <MoveButton
              label={`Move ${attribute.title} up`}
              isUp
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            />
            <MoveButton
              label={`Move ${attribute.title} down`}
              disabled={index === attributes.length - 1}
              onClick={() => move(index, index + 1)}
            />
          </Group>
        </li>
      ))}
    </ol>
  );
}

function AttributeWords({ attribute }: { attribute: Attribute }) {
  const { label, icon: KindIcon } = kinds[attribute.kind];
  return (
    <Group gap="sm" wrap="nowrap">
      <ThemeIcon variant="light" size={32} aria-hidden="true">
        <KindIcon size={18} stroke={1.7} />
      </ThemeIcon>
      <div style={{ minWidth: 0 }}>
        <Group gap={6}>
          <Text fw={500}>{attribute.title}</Text>
          {attribute.required && (
            <Badge size="sm" variant="default">
              Required
            </Badge>
          )}
          {attribute.subject === "reviewer" && (
            <Badge size="sm" variant="default">
              Reviewer
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" lineClamp={1}>
          {label} · {detailOf(attribute)}
        </Text>
      </div>
    </Group>
  );
}

function detailOf({ options, min, max, minLabel, midLabel, maxLabel, productIds }: Attribute): string {
  const scope = productIds.length === 0 ? "all products" : `${productIds.length} products`;
  if (options) return `${options.join(", ")} · ${scope}`;
  if (min === undefined || max === undefined) return scope;
  const labels = [minLabel, midLabel, maxLabel].filter(Boolean).join(" – ");
  return `${min} to ${max}${labels === "" ? "" : `, ${labels}`} · ${scope}`;
}

function MoveButton(props: { label: string; isUp?: boolean; disabled: boolean; onClick: () => void }) {
  const Arrow = props.isUp ? IconArrowUp : IconArrowDown;
  return (
    <Tooltip label={props.isUp ? "Move up" : "Move down"}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={props.label}
        disabled={props.disabled}
        onClick={props.onClick}
      >
        <Arrow size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
