import { isJsonObject, type Json } from "@hark/kernel";
import { JsonEditor } from "@hark/ui";
import { parseDocument, TRIGGER_ID } from "@hark/workflow/core";
import { useState } from "react";
import type { WorkflowNode } from "../model/document-edits.ts";
import { useEditor } from "./editor-context.ts";

/** A node as JSON, both ways: what reads and fits is taken over at once. */
export function NodeJson({ node }: { readonly node: WorkflowNode }) {
  const { document, edit } = useEditor();
  const [text, setText] = useState(() => JSON.stringify(node, null, 2));
  const [fault, setFault] = useState<string | undefined>();
  const change = (next: string): void => {
    setText(next);
    let value: Json;
    try {
      value = JSON.parse(next) as Json; // what JSON.parse gives is JSON
    } catch {
      return setFault("This does not read as JSON yet");
    }
    if (!isJsonObject(value) || value["id"] !== node.id)
      return setFault(`The id must stay ${node.id}: other steps refer to it`);
    const whole: unknown =
      node.id === TRIGGER_ID
        ? { ...document, trigger: value }
        : { ...document, steps: document.steps.map((step) => (step.id === node.id ? value : step)) };
    const parsed = parseDocument(whole);
    if (!parsed.ok) return setFault(parsed.faults[0]?.message);
    setFault(undefined);
    edit(() => parsed.document, `${node.id} json`);
  };
  return <JsonEditor label="This step as JSON" value={text} onChange={change} error={fault} height={460} />;
}
