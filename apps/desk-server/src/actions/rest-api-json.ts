import type { OutsideAction } from "@hark/workflow";
import { restOutcome, restProperties, restRequest } from "./rest-request.ts";

export const restApiJson: OutsideAction = {
  description: {
    name: "kustomer.rest-api.json",
    label: "REST API: JSON",
    group: "Generic",
    purpose:
      "Calls an address outside with a JSON body and reads the answer as JSON. A status of 4xx or 5xx is no error: branch on response.statusCode.",
    input: { type: "object", properties: restProperties, required: ["uri"] },
    exampleOutput: {
      response: { statusCode: 200, headers: { "content-type": "application/json" } },
      body: { ok: true },
    },
  },
  outside: true,
  request: (params) => restRequest(params, true),
  outcome: (answer) => restOutcome(answer, true),
};
