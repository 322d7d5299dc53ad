import type { JsonObject } from "@hark/kernel";
import { flatten } from "../../records/envelope.ts";
import type { Reported } from "../../records/happened.ts";
import type { MessageRow } from "./message.ts";
import { presentMessage } from "./present.ts";

/** A message as a step sees it. */
export function flatMessage(orgId: string, row: MessageRow): JsonObject {
  return flatten(presentMessage(orgId, row), {
    customer: row.customer_id,
    conversation: row.conversation_id,
  });
}

/** What workflows are told of messages. */
export const reportedMessage: Reported<MessageRow> = { names: () => ["kustomer.message"], flat: flatMessage };
