import { deskId } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { z } from "zod";
import { updateConversations } from "../features/conversations/commands.ts";
import type { ConversationRow } from "../features/conversations/conversation.ts";
import type { Outcome, RecordFault } from "../records/fault.ts";
import type { Writer } from "../records/writer.ts";
import { conversationKey, conversationWritten } from "./conversation-results.ts";
import { text } from "./description-parts.ts";
import { exampleConversation } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

interface Assigner {
  readonly name: string;
  readonly label: string;
  readonly purpose: string;
  /** The param that names whom to assign to, and what it names. */
  readonly to: "team" | "user";
  readonly attribute: "assignedTeams" | "assignedUsers";
  /** Which of the ids are somebody's. */
  known(writer: Writer, ids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** An action that assigns a conversation to one team or user, in place of those it was assigned to. */
export function assignConversationAction(assigner: Assigner): Action {
  const { to, attribute } = assigner;
  const params = z.object({ id: deskId, [to]: z.string().min(1).max(64) });
  const title = to === "team" ? "Team (string)" : "User (string)";
  return {
    description: {
      name: assigner.name,
      label: assigner.label,
      group: "Conversation",
      purpose: assigner.purpose,
      input: {
        type: "object",
        properties: {
          id: text("ID (string)", "Id of the conversation."),
          [to]: text(title, `Id of the ${to}.`),
        },
        required: ["id", to],
      },
      exampleOutput: exampleConversation,
    },
    hasEffects: true,
    keys: (given) => ({
      reads: [],
      writes: [conversationKey(given)],
      common: [`${to}:${textParam(given, to)}`],
    }),
    run: (items, context) =>
      runItems(items, context, {
        read: (item) => {
          const parsed = readParams(params, item.params);
          if ("fault" in parsed) return parsed;
          const id = textParam(item.params, "id");
          return { body: { id, assignee: textParam(item.params, to), author: authorOfRun(item) } };
        },
        write: async (orders, writer) => {
          const ids = orders.map(({ assignee }) => assignee);
          const known = await assigner.known(writer, ids);
          const updates = orders
            .filter(({ assignee }) => known.has(assignee))
            .map(({ id, assignee, author }) => ({ id, changes: { [attribute]: [assignee] }, author }));
          const outcomes = await updateConversations(writer, updates, true);
          return orders.map(({ assignee }): Outcome<ConversationRow> => {
            if (!known.has(assignee)) return { fault: missing(to, assignee) };
            const outcome = outcomes.shift();
            if (!outcome) throw new Error("a write gave fewer outcomes than it was asked for");
            return outcome;
          });
        },
        succeed: (row) => conversationWritten(context.orgId, row, "updated"),
      }),
  };
}

const missing = (what: string, id: string): RecordFault => ({
  code: "notfound",
  field: what,
  message: `there is no ${what} ${JSON.stringify(id)}; correct the id`,
});
