import type { InputProperty } from "@hark/workflow/core";

/** Params that several actions take, each described once. */
export const text = (title: string, description?: string): InputProperty => ({
  type: "string",
  title,
  ...(description === undefined ? {} : { description }),
});

export const longText = (title: string, description?: string): InputProperty => ({
  ...text(title, description),
  format: "text",
});

export const klassName: InputProperty = {
  type: "string",
  title: "Klass Name (string)",
  description: "The klass, such as review.",
  format: "klass",
};

export const custom: InputProperty = {
  type: "object",
  title: "Custom (object)",
  description:
    "Custom attributes by name; the end of a name says what it holds (Str, Txt, Num, At, Bool, Url, Id, Tree).",
  format: "custom",
};

export const tags: InputProperty = {
  type: "array",
  title: "Tags (array)",
  items: { type: "string", title: "Tag (string)" },
};

export const data: InputProperty = {
  type: "object",
  title: "Data (object)",
  description: "Anything, kept as it is.",
};

export const emails: InputProperty = {
  type: "array",
  title: "Emails (array)",
  items: {
    type: "object",
    title: "Email (object)",
    properties: {
      type: { type: "string", title: "Type (string)", enum: ["home", "work", "other"] },
      email: { type: "string", title: "Email (string)" },
      verified: { type: "boolean", title: "Verified (boolean)" },
    },
  },
};

export const phones: InputProperty = {
  type: "array",
  title: "Phones (array)",
  items: {
    type: "object",
    title: "Phone (object)",
    properties: {
      type: { type: "string", title: "Type (string)", enum: ["mobile", "home", "work", "fax", "other"] },
      phone: { type: "string", title: "Phone (string)" },
      verified: { type: "boolean", title: "Verified (boolean)" },
    },
  },
};

/** Whom a note speaks to. */
export const userMentions: InputProperty = {
  type: "array",
  title: "User Mentions (array)",
  description: "Users and teams that the note speaks to, at most 20.",
  items: {
    type: "object",
    title: "Mention (object)",
    properties: { user: text("User (string)"), team: text("Team (string)") },
  },
};

/** What can be said of a conversation, when it is opened and later. */
export const conversationFields: Readonly<Record<string, InputProperty>> = {
  name: text("Name (string)", "What the team sees in its lists."),
  status: { type: "string", title: "Status (string)", enum: ["open", "snoozed", "done"] },
  priority: { type: "integer", title: "Priority (integer)", description: "1 to 5; 5 comes first." },
  tags,
  externalId: text("External ID (string)", "Held by one conversation; a second one with it is refused."),
  assignedUsers: { type: "array", title: "Assigned Users (array)", items: text("User (string)") },
  assignedTeams: { type: "array", title: "Assigned Teams (array)", items: text("Team (string)") },
  direction: { type: "string", title: "Direction (string)", enum: ["in", "out"] },
  queue: {
    type: "object",
    title: "Queue (object)",
    description: "Where it waits to be routed: the id of a queue, or another system that routes it.",
    properties: {
      id: text("ID (string)"),
      external: { type: "string", title: "External (string)", enum: ["amazon-connect"] },
    },
  },
  custom,
};
