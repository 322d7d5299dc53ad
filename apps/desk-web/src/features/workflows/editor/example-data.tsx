import { isJsonObject, type Json } from "@hark/kernel";
import { JsonEditor, toastError } from "@hark/ui";
import { exampleOutput, hookOfEventName } from "@hark/workflow/core";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { asStepOutput, type HookName, listTransactions } from "../../hooks/hook.ts";
import { readExample } from "../model/example.ts";
import { reviewExample } from "../model/templates.ts";
import { useEditor } from "./editor-context.ts";

/** **Example Webhook Data**: what the steps' fields are picked from and checked on. */
export function ExampleData() {
  const { document, example, setExample } = useEditor();
  const [text, setText] = useState(() => textOf(example));
  const own = useRef(example);
  // Set from elsewhere, such as by a transaction or by undo.
  useEffect(() => {
    if (own.current === example) return;
    own.current = example;
    setText(textOf(example));
  }, [example]);
  const read = readExample(text);
  const set = (next: string): void => {
    setText(next);
    const parsed = readExample(next);
    if (!parsed.ok && next.trim() !== "") return;
    own.current = parsed.ok ? exampleOutput(parsed.value, document.trigger) : null;
    setExample(own.current);
  };
  const hook = hookOfEventName(document.trigger.eventName ?? "");
  const takeLast = (name: HookName): void => {
    listTransactions(name)
      .then(({ data: [last] }) => {
        if (last) setExample(asStepOutput(last));
        else toastError(new Error("The hook has received nothing yet. Send something to its address first."));
      })
      .catch(toastError);
  };
  return (
    <Stack gap="xs">
      <JsonEditor
        label="Example Webhook Data"
        description="Paste an example of what comes in. Every later step can then refer to its values."
        value={text}
        onChange={set}
        error={read.ok || text.trim() === "" ? undefined : read.fault}
        height={240}
      />
      {read.ok && (
        <Text size="xs" c="var(--hark-good)" component="output" display="block">
          {wordsFor(read.value)}
        </Text>
      )}
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          onClick={() => setExample(exampleOutput(reviewExample, document.trigger))}
        >
          Published example
        </Button>
        {hook && (
          <Button variant="default" size="xs" onClick={() => takeLast({ kind: hook.kind, id: hook.hookId })}>
            Last received
          </Button>
        )}
      </Group>
    </Stack>
  );
}

const textOf = (example: Json | null): string => (example === null ? "" : JSON.stringify(example, null, 2));

function wordsFor(value: Json): string {
  const data =
    isJsonObject(value) && isJsonObject(value["attributes"]) ? value["attributes"]["data"] : undefined;
  if (data !== undefined) return `Reads well: a transaction with ${countOf(data)}.`;
  return `Reads well: ${countOf(value)}; they stand at /#steps.1.attributes.data.`;
}

function countOf(value: Json): string {
  const count = isJsonObject(value) ? Object.keys(value).length : 1;
  return count === 1 ? "1 field" : `${count} fields`;
}
