import type { OutsideAction } from "@hark/workflow";
import { restOutcome, restProperties, restRequest } from "./rest-request.ts";

export const restApiGeneric: OutsideAction = {
  description: {
    name: "kustomer.rest-api.generic",
    label: "REST API: Generic",
    group: "Generic",
    purpose:
      "Calls an address outside with any body; the answer is text unless it says that it is JSON. A status of 4xx or 5xx is no error: branch on response.statusCode.",
    input: { type: "object", properties: restProperties, required: ["uri"] },
    exampleOutput: {
      response: { statusCode: 200, headers: { "content-type": "text/plain" } },
      body: "OK",
    },
  },
  outside: true,
  request: (params) => restRequest(params, false),
  outcome: (answer) => restOutcome(answer, false),
};
