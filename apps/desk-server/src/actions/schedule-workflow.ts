import { readInstant } from "@hark/contract";
import { isJsonObject, type Json, MINUTE } from "@hark/kernel";
import type { Action, ActionResult } from "@hark/workflow";
import { text } from "./description-parts.ts";
import { faultResult, textParam } from "./run-items.ts";

const YEAR_MINUTES = 366 * 24 * 60;

export const scheduleWorkflow: Action = {
  description: {
    name: "kustomer.app.scheduler.schedule-workflow",
    label: "Scheduler: Schedule Workflow",
    group: "Scheduler",
    purpose: "Runs a callable workflow later: after some minutes, or at an instant; without a time, at once.",
    input: {
      type: "object",
      properties: {
        workflowId: text("Workflow ID (string)", "Id of a callable workflow."),
        runAt: {
          type: "any",
          title: "Run At (object)",
          description:
            'When: {"value": 10, "type": "relative"} in ten minutes; {"value": "2026-01-31T09:30:00Z", "type": "absolute"} or just the instant.',
        },
        inputs: { type: "object", title: "Inputs (object)", description: "What the workflow asks for." },
      },
      required: ["workflowId"],
    },
    exampleOutput: { workflowId: "64b000000000000000000090", runAt: "2026-01-31T09:40:00.000Z" },
  },
  hasEffects: true,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items, { now }) =>
    items.map(({ params }): ActionResult => {
      const workflowId = textParam(params, "workflowId");
      const dueAt = readRunAt(params["runAt"], now);
      if (!dueAt) return faultResult(badTime);
      const inputs = isJsonObject(params["inputs"]) ? params["inputs"] : {};
      const isLater = dueAt.getTime() > now.getTime();
      return {
        output: { workflowId, runAt: dueAt.toISOString() },
        call: { workflowId, inputs, ...(isLater ? { dueAt } : {}) },
      };
    }),
};

/** When it is to run; undefined for what cannot be read. An instant that is over means at once. Pure. */
export function readRunAt(given: Json | undefined, now: Date): Date | undefined {
  if (given === undefined || given === null) return now;
  if (!isJsonObject(given)) return instantOf(given);
  const { value, type } = given;
  if (type === "absolute") return instantOf(value);
  const minutes = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof minutes === "number" && minutes >= 0 && minutes <= YEAR_MINUTES)
    return new Date(now.getTime() + minutes * MINUTE);
  return type === undefined ? instantOf(value) : undefined;
}

function instantOf(value: Json | undefined): Date | undefined {
  const read = typeof value === "string" ? readInstant(value) : undefined;
  return read === undefined ? undefined : new Date(read);
}

const badTime = {
  code: "badparam",
  field: "runAt",
  message:
    'runAt cannot be read; write {"value": 10, "type": "relative"} for ten minutes (at most 366 days), or an ISO 8601 instant',
} as const;
