import { StatusBadge } from "@hark/ui";
import { Alert, Collapse, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ActionIcon } from "../editor/action-icon.tsx";
import type { StepValues } from "./outcomes.ts";
import { durationWords } from "./run-words.ts";
import classes from "./runs-tab.module.css";
import { ValueView } from "./value-view.tsx";

interface Props {
  readonly number: number;
  readonly title: string;
  readonly action: string | undefined;
  readonly isTrigger: boolean;
  readonly values: StepValues;
  readonly durationMs?: number | undefined;
  /** Where the run went from here, in words. */
  readonly next: string;
  readonly isOpen: boolean;
  /** What else the step did or would have done. */
  readonly more?: ReactNode;
  /** What can be done with the step. */
  readonly actions?: ReactNode;
}

/** What one step of a run got and gave. */
export function StepRecord(props: Props) {
  const { number, title, action, isTrigger, values, durationMs, next, isOpen: begin, more, actions } = props;
  const { input, output, error } = values;
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
        {durationMs !== undefined && (
          <Text span size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {durationWords(durationMs)}
          </Text>
        )}
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
            {more}
            <SimpleGrid cols={{ base: 1, lg: input === undefined || output === undefined ? 1 : 2 }}>
              {input !== undefined && <ValueView label="Input" value={input} />}
              {output !== undefined && (
                <ValueView label={isTrigger ? "What came in" : "Output"} value={output} />
              )}
            </SimpleGrid>
            {actions}
          </Stack>
        )}
      </Collapse>
    </div>
  );
}
