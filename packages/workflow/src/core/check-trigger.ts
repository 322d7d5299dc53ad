import { isJsonObject, type Json } from "@hark/kernel";
import type { CheckContext } from "./check-context.ts";
import { checkTransitions, TRIGGER_REACH } from "./check-steps.ts";
import { TRIGGER_ID } from "./definition.ts";
import { hookOfEventName } from "./event-names.ts";
import { nearestName } from "./nearest.ts";
import type { Problem } from "./problem.ts";

/** Checks what starts a run: that something does, that its hook is there, and what a callable workflow asks for. */
export function checkTrigger(context: CheckContext): Problem[] {
  const { trigger } = context.document;
  return [
    ...(trigger.callable === true
      ? checkSchema(trigger.schema)
      : checkEvent(trigger.eventName ?? "", context.options.hookEvents)),
    ...checkTransitions(TRIGGER_ID, trigger.transitions, TRIGGER_REACH, false, context),
  ];
}

const at = (field: string) => ({ step: TRIGGER_ID, field });

function checkEvent(eventName: string, hookEvents: ReadonlySet<string> | undefined): Problem[] {
  if (eventName.trim() === "")
    return [
      {
        severity: "error",
        code: "no-trigger",
        ...at("eventName"),
        message: "nothing starts the workflow yet",
        cure: "choose or create a hook in the trigger",
      },
    ];
  if (hookEvents === undefined || hookOfEventName(eventName) === undefined || hookEvents.has(eventName))
    return [];
  return [
    {
      severity: "error",
      code: "lost-hook",
      ...at("eventName"),
      message: "the hook that the trigger names is not here",
      cure: "choose another hook in the trigger, or create one",
    },
  ];
}

function checkSchema(schema: Json | undefined): Problem[] {
  const odd = (message: string, cure: string): Problem[] => [
    { severity: "warning", code: "odd-schema", ...at("schema"), message, cure },
  ];
  if (schema === undefined || schema === null) return [];
  if (!isJsonObject(schema))
    return odd("the trigger's schema is no object", 'write {"properties": {…}, "required": […]}');
  const properties = schema["properties"] ?? {};
  const required = schema["required"] ?? [];
  if (!isJsonObject(properties))
    return odd("the schema's properties are no object", 'write {"input": {"type": "string"}}');
  if (!Array.isArray(required) || required.some((name) => typeof name !== "string"))
    return odd("the schema's required is no list of names", 'write ["input"]');
  return required
    .filter((name) => typeof name === "string")
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name): Problem => {
      const nearest = nearestName(name, Object.keys(properties));
      return {
        severity: "warning",
        code: "undeclared-required",
        ...at("schema"),
        message: `the input ${name.slice(0, 80)} is required, but not among the schema's properties`,
        cure: nearest === undefined ? "declare it there" : `did you mean ${nearest}?`,
      };
    });
}
