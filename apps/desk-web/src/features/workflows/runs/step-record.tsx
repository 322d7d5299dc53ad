import type { Json } from "@hark/kernel";
import { JsonView, StatusBadge } from "@hark/ui";
import type { StepError } from "@hark/workflow/core";
import { Alert, Collapse, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { ActionIcon } from "../editor/action-icon.tsx";
import classes from "./runs-tab.module.css";

interface Props {
  readonly number: number;
  readonly title: string;
  readonly action: string | undefined;
  readonly isTrigger: boolean;
  readonly input: Json | undefined;
  readonly output: Json | undefined;
  readonly error: StepError | undefined;
  /** Where the run went from here, in words. */
  readonly next: string;
  readonly isOpen: boolean;
}

/** What one step of a run got and gave. */
export function StepRecord({
  number,
  title,
  action,
  isTrigger,
  input,
  output,
  error,
  next,
  isOpen: begin,
}: Props) {
  const [isOpen, record] = useDisclosure(begin);
  const IconOf = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes["step"]} data-failed={error !== undefined || undefined}>
      <button type="button" className={classes["head"]} aria-expanded={isOpen} onClick={record.toggle}>
        <IconOf size={15} aria-hidden="true" />
        <ActionIcon action={action} isTrigger={isTrigger} />
        <span style={{ flex: 1, minWidth: 0 }}>
          <Text span fw={500}>
            {number}. {title}
          </Text>
          <Text span size="sm" c="dimmed" display="block">
            {next}
          </Text>
        </span>
        <StatusBadge tone={error ? "bad" : "good"}>{error ? "Failed" : "Done"}</StatusBadge>
      </button>
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Stack p="sm" pt={0}>
            {error && (
              <Alert color="red" title={error.code}>
                {error.message}
                {error.field && <Text size="xs">Field: {error.field}</Text>}
              </Alert>
            )}
            <SimpleGrid cols={{ base: 1, lg: input === undefined || input === null ? 1 : 2 }}>
              {input !== undefined && input !== null && <Value label="Input" value={input} />}
              {output !== undefined && <Value label={isTrigger ? "What came in" : "Output"} value={output} />}
            </SimpleGrid>
          </Stack>
        )}
      </Collapse>
    </div>
  );
}

function Value({ label, value }: { readonly label: string; readonly value: Json }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed" mb={4}>
        {label}
      </Text>
      <JsonView value={value} maxHeight={280} />
    </div>
  );
}
