import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { CheckContext, Findings } from "./check-context.ts";
import { checkTransitions, TRIGGER_REACH } from "./check-steps.ts";
import { TRIGGER_ID } from "./definition.ts";
import { hookOfEventName } from "./event-names.ts";
import type { Problem } from "./problem.ts";

/** Checks what starts a run: that something does, that its hook is there, and what a callable workflow asks for. */
export function* checkTrigger(context: CheckContext): Findings {
  const { trigger } = context.document;
  if (trigger.callable === true) yield* checkSchema(trigger.schema, context);
  else yield* checkEvent(trigger.eventName ?? "", context.options.hookEvents);
  yield* checkTransitions(TRIGGER_ID, trigger.transitions, TRIGGER_REACH, false, context);
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

function* checkSchema(schema: Json | undefined, context: CheckContext): Findings {
  const odd = (message: string, cure: string): Problem => ({
    severity: "warning",
    code: "odd-schema",
    ...at("schema"),
    message,
    cure,
  });
  if (schema === undefined || schema === null) return;
  if (!isJsonObject(schema)) {
    yield odd("the trigger's schema is no object", 'write {"properties": {…}, "required": […]}');
    return;
  }
  const properties = schema["properties"] ?? {};
  const required = schema["required"] ?? [];
  if (!isJsonObject(properties))
    yield odd("the schema's properties are no object", 'write {"input": {"type": "string"}}');
  else if (!Array.isArray(required) || required.some((name) => typeof name !== "string"))
    yield odd("the schema's required is no list of names", 'write ["input"]');
  else yield* checkRequired(required, properties, context);
}

function* checkRequired(required: readonly Json[], properties: JsonObject, context: CheckContext): Findings {
  const declared = Object.keys(properties);
  for (const name of required) {
    if (typeof name !== "string" || Object.hasOwn(properties, name)) continue;
    const nearest = context.nearest(name, declared);
    yield {
      severity: "warning",
      code: "undeclared-required",
      ...at("schema"),
      message: `the input ${name.slice(0, 80)} is required, but not among the schema's properties`,
      cure: nearest === undefined ? "declare it there" : `did you mean ${nearest}?`,
    };
  }
}
