import { StatusBadge } from "@hark/ui";
import type { JournalEntry } from "@hark/workflow/core";
import { Collapse, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { ChangeList } from "../changes/change-list.tsx";
import { type ComparedStep, isSameStep, stepWords } from "./comparison.ts";
import classes from "./runs-tab.module.css";

interface Props {
  readonly step: ComparedStep;
  readonly title: string;
  /** What a step is called. */
  targetOf(stepId: string): string;
  /** Whether the runs went different ways from here. */
  readonly parts: boolean;
}

/** One step of two runs: what differs, and where either went. */
export function ComparedStepCard({ step, title, targetOf, parts }: Props) {
  const isSame = isSameStep(step);
  const [isOpen, card] = useDisclosure(!isSame);
  const IconOf = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes["step"]} data-parts={parts || undefined}>
      <button type="button" className={classes["head"]} aria-expanded={isOpen} onClick={card.toggle}>
        <IconOf size={15} aria-hidden="true" />
        <Text span fw={500} style={{ flex: 1 }}>
          {title}{" "}
          <Text span size="sm" c="dimmed" ff="monospace">
            {step.stepId}
          </Text>
        </Text>
        <Group gap={6}>
          {parts && <StatusBadge tone="bad">They part here</StatusBadge>}
          <StatusBadge tone={isSame ? "idle" : "wait"}>{stepWords(step)}</StatusBadge>
        </Group>
      </button>
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Stack p="sm" pt={0} gap="xs">
            <SimpleGrid cols={2}>
              <Way entry={step.a} targetOf={targetOf} />
              <Way entry={step.b} targetOf={targetOf} />
            </SimpleGrid>
            {step.changes.length > 0 && (
              <ChangeList changes={step.changes} more={step.more} sides={["First", "Second"]} />
            )}
          </Stack>
        )}
      </Collapse>
    </div>
  );
}

function Way({ entry, targetOf }: { readonly entry: JournalEntry | null; targetOf(stepId: string): string }) {
  return (
    <Text size="sm" c={entry?.error ? "var(--hark-bad)" : "dimmed"}>
      {entry === null
        ? "Did not come here."
        : entry.error
          ? `Failed: ${entry.error.message}`
          : entry.transition
            ? `Went on to ${targetOf(entry.transition.target)}.`
            : "Ended here."}
    </Text>
  );
}
