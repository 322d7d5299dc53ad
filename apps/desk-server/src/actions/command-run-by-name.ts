import { isJsonObject } from "@hark/kernel";
import { type Action, type ActionResult, findCallable } from "@hark/workflow";
import { text } from "./description-parts.ts";
import { faultResult, textParam } from "./run-items.ts";

export const commandRunByName: Action = {
  description: {
    name: "kustomer.command.run-by-name",
    label: "Command: Run By Name",
    group: "Command",
    purpose: "Runs the callable workflow of this name, now. Commands of apps are callable workflows here.",
    input: {
      type: "object",
      properties: {
        name: text("Name (string)", "The workflow's name, to the letter."),
        inputs: { type: "object", title: "Inputs (object)", description: "What the workflow asks for." },
      },
      required: ["name"],
    },
    exampleOutput: { workflowId: "64b000000000000000000090" },
  },
  hasEffects: true,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items, { tx, orgId }) => {
    const names = items.map(({ params }) => textParam(params, "name"));
    const callable = await findCallable(tx, orgId, names);
    return items.map(({ params }): ActionResult => {
      const name = textParam(params, "name");
      const [first, second] = callable.filter((row) => row.name === name);
      if (!first || second) return faultResult(notOne(name, first !== undefined));
      const inputs = isJsonObject(params["inputs"]) ? params["inputs"] : {};
      return { output: { workflowId: first.id }, call: { workflowId: first.id, inputs } };
    });
  },
};

const notOne = (name: string, several: boolean) =>
  ({
    code: several ? "conflict" : "notfound",
    field: "name",
    message: several
      ? `several enabled callable workflows are named ${JSON.stringify(name)}; rename all but one`
      : `no enabled callable workflow is named ${JSON.stringify(name)}; correct the name, or enable it`,
  }) as const;
