import type { Json } from "@hark/kernel";
import { parseExpression } from "@hark/workflow/core";
import { ActionIcon, Input, Popover, Textarea, Tooltip } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { insertPath, pathLabel, type ValuePlace, variableGroup, variablesFor } from "../model/variables.ts";
import classes from "./expression-field.module.css";
import { Resolved } from "./resolved.tsx";
import { VariableChip } from "./variable-chip.tsx";
import { VariablePicker } from "./variable-picker.tsx";

interface Props {
  /** The step whose field it is. */
  readonly stepId: string;
  /** Where in the step; by default one of its fields. */
  readonly place?: ValuePlace;
  readonly label?: ReactNode;
  /** Read to those who don't see the label. */
  readonly name: string;
  readonly description?: ReactNode;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly isLong?: boolean;
  readonly value: Json | undefined;
  /** Undefined when the field was emptied. */
  onChange(value: string | undefined): void;
  /** Where problems of this field are filed, such as `params.email`. */
  readonly field?: string;
}

/** A field that takes text, and values of earlier steps: typing `/#` or the braces open the dropdown. */
export function ExpressionField(props: Props) {
  const {
    stepId,
    place = "fields",
    label,
    name,
    description,
    placeholder,
    required,
    isLong,
    value,
    onChange,
    field,
  } = props;
  const { document, known, actions, variables } = useEditor();
  const [isPicking, setPicking] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const caret = useRef(0);
  const input = useRef<HTMLTextAreaElement>(null);
  const text = textOf(value);
  const expression = parseExpression(text);
  const showsChip = expression.kind === "reference" && expression.path !== "" && !isTyping;

  const type = (next: string, at: number): void => {
    caret.current = at;
    onChange(next === "" ? undefined : next);
    if (next.slice(0, at).endsWith("/#")) setPicking(true);
  };
  const pick = (path: string): void => {
    const inserted = insertPath(text, path, caret.current);
    onChange(inserted.text);
    setPicking(false);
    setTyping(false);
  };
  const close = (): void => {
    setPicking(false);
    input.current?.focus();
  };
  const openAt = (): void => {
    caret.current = input.current?.selectionStart ?? text.length;
    setPicking(!isPicking);
  };
  return (
    <Input.Wrapper label={label} description={description} required={required ?? false} labelElement="div">
      <Popover
        opened={isPicking}
        onChange={setPicking}
        position="bottom-end"
        width="target"
        trapFocus={false}
        withRoles={false}
        shadow="md"
      >
        <Popover.Target>
          <div className={classes["field"]}>
            {showsChip ? (
              <VariableChip
                path={expression.path}
                label={pathLabel(expression.path, variables)}
                name={name}
                onEdit={() => setTyping(true)}
                onClear={() => onChange(undefined)}
              />
            ) : (
              <Textarea
                ref={(element) => {
                  input.current = element;
                  if (isTyping && element !== window.document.activeElement) element?.focus();
                }}
                aria-label={name}
                autosize
                minRows={isLong ? 3 : 1}
                maxRows={10}
                {...(placeholder === undefined ? {} : { placeholder })}
                value={text}
                classNames={{ input: classes["input"] ?? "" }}
                data-code={expression.kind === "literal" ? undefined : true}
                onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart)}
                onSelect={(event) => {
                  caret.current = event.currentTarget.selectionStart;
                }}
                onBlur={() => setTyping(false)}
                onKeyDown={(event: KeyboardEvent) => {
                  if (event.key === "Enter" && !isLong && !event.shiftKey) event.preventDefault();
                }}
              />
            )}
            <Tooltip label="Insert a value of an earlier step" disabled={isPicking}>
              <ActionIcon
                variant="subtle"
                className={classes["braces"] ?? ""}
                aria-label={`Insert a value into ${name}`}
                aria-expanded={isPicking}
                onMouseDown={(event) => event.preventDefault()}
                onClick={openAt}
              >
                <IconBraces size={17} />
              </ActionIcon>
            </Tooltip>
          </div>
        </Popover.Target>
        <Popover.Dropdown p={0} miw={300}>
          {isPicking && (
            <VariablePicker
              groups={[
                ...variablesFor(document, { stepId, place }, known, actions),
                ...variableGroup(variables),
              ]}
              onPick={pick}
              onClose={close}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <Resolved stepId={stepId} field={field} value={value} onChange={onChange} />
    </Input.Wrapper>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
