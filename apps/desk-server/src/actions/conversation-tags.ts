import { deskId, tagList } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { z } from "zod";
import {
  appendTagsToConversations,
  removeTagsFromConversations,
} from "../features/conversations/commands.ts";
import { conversationKey, conversationWritten } from "./conversation-results.ts";
import { tags } from "./description-parts.ts";
import { exampleConversation } from "./examples.ts";
import { authorOfRun, readParams, runItems } from "./run-items.ts";

const params = z.object({ id: deskId, tags: tagList });

type TagWords = Pick<Action["description"], "name" | "label" | "purpose">;

const tagAction = (words: TagWords, write: typeof appendTagsToConversations): Action => ({
  description: {
    ...words,
    group: "Conversation",
    input: {
      type: "object",
      properties: {
        id: { type: "string", title: "ID (string)", description: "Id of the conversation." },
        tags,
      },
      required: ["id", "tags"],
    },
    exampleOutput: exampleConversation,
  },
  hasEffects: true,
  keys: (given) => ({ reads: [], writes: [conversationKey(given)] }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        return "fault" in parsed ? parsed : { body: { ...parsed.body, author: authorOfRun(item) } };
      },
      write: (updates, writer) => write(writer, updates),
      succeed: (row) => conversationWritten(context.orgId, row, "updated"),
    }),
});

export const conversationAppendTags = tagAction(
  {
    name: "kustomer.conversation.append-tags",
    label: "Conversation: Append Tags",
    purpose: "Adds tags to those a conversation has; a tag it has already stays once.",
  },
  appendTagsToConversations,
);

export const conversationRemoveTags = tagAction(
  {
    name: "kustomer.conversation.remove-tags",
    label: "Conversation: Remove Tags",
    purpose: "Takes tags from a conversation; one that it does not have is no error.",
  },
  removeTagsFromConversations,
);
