import { assignConversationAction } from "./assign-conversation.ts";

export const conversationAssignUser = assignConversationAction({
  name: "kustomer.conversation.assign-user",
  label: "Conversation: Assign User",
  purpose: "Assigns a conversation to a user, in place of the users it was assigned to.",
  to: "user",
  attribute: "assignedUsers",
  // Whoever signs in is a user too and has no record here, so any id is taken, as through the API.
  known: async (_writer, ids) => new Set(ids),
});
