import { isJsonObject, type Json } from "@hark/kernel";
import { JsonView, RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { Anchor, Collapse, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Transaction } from "./hook.ts";
import classes from "./transaction-row.module.css";

interface Props {
  readonly transaction: Transaction;
  readonly actions?: ReactNode;
}

/** One transaction: when and what at a glance; its payload, headers and runs when it is opened. */
export function TransactionRow({ transaction, actions }: Props) {
  const [isOpen, row] = useDisclosure(false);
  const { runs = [] } = transaction.meta ?? {};
  return (
    <div className={classes["row"]}>
      <Group gap={8} wrap="nowrap" justify="space-between">
        <UnstyledButton className={classes["head"] ?? ""} onClick={row.toggle} aria-expanded={isOpen}>
          <IconChevronRight
            size={14}
            className={classes["arrow"]}
            data-open={isOpen || undefined}
            aria-hidden="true"
          />
          <Text size="sm" c="dimmed" component="span" className={classes["when"] ?? ""}>
            <RelativeTime at={transaction.attributes.createdAt} />
          </Text>
          <Text size="sm" truncate component="span">
            {inShort(transaction.attributes.data)}
          </Text>
        </UnstyledButton>
        {actions}
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Stack gap="xs" pt={8}>
            {runs.length > 0 && (
              <Group gap={8}>
                {runs.map((run) => (
                  <Group key={run.id} gap={6}>
                    <StatusBadge tone={statusOf("run", run.state).tone}>
                      {statusOf("run", run.state).words}
                    </StatusBadge>
                    <Anchor
                      component={Link}
                      size="sm"
                      to={`/settings/workflows/${run.workflowId}?tab=runs&run=${run.id}`}
                    >
                      Open the run
                    </Anchor>
                  </Group>
                ))}
              </Group>
            )}
            <JsonView value={cut(transaction.attributes.data)} maxHeight={320} />
            {transaction.meta && (
              <Text size="xs" c="dimmed">
                {arrival(transaction.meta)}
              </Text>
            )}
          </Stack>
        )}
      </Collapse>
    </div>
  );
}

function arrival({ bytes, contentType, from, userAgent }: NonNullable<Transaction["meta"]>): string {
  const size = bytes === undefined ? undefined : `${bytes.toLocaleString("en")} bytes`;
  return [size, contentType, from ? `from ${from}` : undefined, userAgent].filter(Boolean).join(" · ");
}

const MAX_SHORT = 140;

/** A payload in one line: a review by its stars and title, a mail by its sender and subject, anything else by its beginning. */
export function inShort(data: Json): string {
  const review = isJsonObject(data) && isJsonObject(data["review"]) ? data["review"] : undefined;
  const { rating, title } = review ?? {};
  if (typeof rating === "number" && typeof title === "string") return `${rating} ★ ${title}`;
  const { subject, from } = isJsonObject(data) ? data : {};
  if (typeof subject === "string" && isJsonObject(from) && typeof from["address"] === "string")
    return `${from["address"]}: ${subject}`;
  return JSON.stringify(data).slice(0, MAX_SHORT);
}

const MAX_TEXT = 2_000;

/** A payload to be looked at: what is very long, such as the content of a file, is cut and says how long it is. */
function cut(value: Json): Json {
  if (typeof value === "string" && value.length > MAX_TEXT)
    return `${value.slice(0, MAX_TEXT)}… (${value.length.toLocaleString("en")} characters in all)`;
  if (Array.isArray(value)) return value.map(cut);
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member)]));
  return value;
}
