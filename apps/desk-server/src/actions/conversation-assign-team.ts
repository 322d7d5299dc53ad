import { knownTeams } from "../features/teams/store.ts";
import { assignConversationAction } from "./assign-conversation.ts";

export const conversationAssignTeam = assignConversationAction({
  name: "kustomer.conversation.assign-team",
  label: "Conversation: Assign Team",
  purpose: "Assigns a conversation to a team, in place of the teams it was assigned to.",
  to: "team",
  attribute: "assignedTeams",
  known: ({ sql, orgId }, ids) => knownTeams(sql, orgId, ids),
});
