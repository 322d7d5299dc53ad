import { channels } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import type { Action } from "@hark/workflow";
import { flatMessage } from "../features/messages/happened.ts";
import { findLastMessages } from "../features/messages/store.ts";
import { text } from "./description-parts.ts";
import { exampleMessage } from "./examples.ts";
import { faultResult, textParam } from "./run-items.ts";

export const messageFindLast: Action = {
  description: {
    name: "kustomer.message.find-last",
    label: "Message: Find Last",
    group: "Message",
    purpose:
      "Finds the newest message of a conversation or of a customer; channel and direction narrow it down. Finds none: the output is empty.",
    input: {
      type: "object",
      properties: {
        conversation: text("Conversation (string)"),
        customer: text("Customer (string)"),
        channel: { type: "string", title: "Channel (string)", enum: [...channels] },
        direction: { type: "string", title: "Direction (string)", enum: ["in", "out"] },
      },
    },
    exampleOutput: exampleMessage,
  },
  hasEffects: false,
  keys: (params) => ({
    reads: ["conversation", "customer"].flatMap((kind) => {
      const id = textParam(params, kind);
      return id === "" ? [] : [`${kind}:${id}:messages`];
    }),
    writes: [],
  }),
  run: async (items, { tx, orgId }) => {
    const queries = items.map(({ params }) => ({
      conversation_id: given(params, "conversation"),
      customer_id: given(params, "customer"),
      channel: given(params, "channel"),
      direction: given(params, "direction"),
    }));
    // Without a conversation or customer it would be anybody's last message: that is asked for by mistake.
    const isWhole = (query: (typeof queries)[number]): boolean =>
      query.conversation_id === null && query.customer_id === null;
    const rows = await findLastMessages(tx, orgId, queries);
    const byPlace = new Map(rows.map(({ n, ...row }) => [n, row]));
    return queries.map((query, at) => {
      if (isWhole(query)) return faultResult(nobody);
      const row = byPlace.get(at);
      if (!row) return { output: {} };
      return { output: flatMessage(orgId, row), touched: { reads: [`message:${row.id}`], writes: [] } };
    });
  },
};

const given = (params: JsonObject, name: string): string | null => textParam(params, name) || null;

const nobody = {
  code: "badparam",
  field: "conversation",
  message: "name the conversation or the customer whose last message is wanted",
} as const;
