import { Alert, Popover, Stack, UnstyledButton } from "@mantine/core";
import type { StepValues } from "../runs/outcomes.ts";
import { ValueView } from "../runs/value-view.tsx";
import classes from "./step-node.module.css";

interface Props {
  readonly title: string;
  readonly values: StepValues;
  readonly isTrigger: boolean;
  readonly isOpen: boolean;
  onOpen(isOpen: boolean): void;
}

/** On the card of a step that a run came to: what it got and what it gave. */
export function NodeValues({ title, values, isTrigger, isOpen, onOpen }: Props) {
  const { input, output, error } = values;
  const words = [input === undefined ? "" : "in", error ? "error" : output === undefined ? "" : "out"];
  if (words.every((word) => word === "")) return null;
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      width={380}
      position="right"
      withArrow
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes["values"] ?? ""}
          data-failed={error !== undefined || undefined}
          aria-label={`What ${title} got and gave`}
          onClick={() => onOpen(!isOpen)}
        >
          {words.filter((word) => word !== "").join(" · ")}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="sm" className="nowheel" aria-label={`What ${title} got and gave`}>
        <Stack gap="xs">
          {error && (
            <Alert color="red" title={error.code}>
              {error.message}
            </Alert>
          )}
          {input !== undefined && <ValueView label="Input" value={input} maxHeight={180} />}
          {output !== undefined && (
            <ValueView label={isTrigger ? "What came in" : "Output"} value={output} maxHeight={180} />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
