import type { JsonObject } from "@hark/kernel";

const times = {
  createdAt: "2026-01-31T09:30:00.000Z",
  updatedAt: "2026-01-31T09:30:00.000Z",
};

/** What a step that gives a customer puts out. */
export const exampleCustomer: JsonObject = {
  id: "64b000000000000000000010",
  name: "Robin Example",
  displayName: "Robin Example",
  externalId: "customer-17",
  emails: [{ type: "home", email: "robin@example.com", verified: false }],
  phones: [{ type: "mobile", phone: "+15550100", verified: false }],
  tags: ["vip"],
  custom: {},
  ...times,
  modifiedAt: times.updatedAt,
  rev: 1,
};

/** What a step that gives a custom object puts out. */
export const exampleKobject: JsonObject = {
  id: "64b000000000000000000020",
  externalId: "fb3d343b-0b5d-42b5-a501-c8e486c3b0e4",
  title: "My New Favourite Product",
  images: [],
  data: {},
  custom: { ratingNum: 4 },
  tags: [],
  ...times,
  rev: 0,
  customer: exampleCustomer["id"] ?? null,
};

/** What a step that gives a conversation puts out. */
export const exampleConversation: JsonObject = {
  id: "64b000000000000000000030",
  name: "2 stars for Great Product",
  status: "open",
  priority: 4,
  direction: "in",
  tags: ["unhappy"],
  assignedUsers: [],
  assignedTeams: [],
  custom: {},
  ...times,
  modifiedAt: times.updatedAt,
  rev: 1,
  customer: exampleCustomer["id"] ?? null,
};

/** What a step that gives a note puts out. */
export const exampleNote: JsonObject = {
  id: "64b000000000000000000040",
  body: "Reviewer M. wrote: …",
  ...times,
  customer: exampleCustomer["id"] ?? null,
  conversation: exampleConversation["id"] ?? null,
};

/** What a step that gives a message puts out. */
export const exampleMessage: JsonObject = {
  id: "64b000000000000000000050",
  channel: "email",
  app: "postmark",
  direction: "in",
  subject: "My order",
  preview: "Where is my order?",
  custom: {},
  ...times,
  modifiedAt: times.updatedAt,
  rev: 1,
  customer: exampleCustomer["id"] ?? null,
  conversation: exampleConversation["id"] ?? null,
};

/** What a step that gives a company puts out. */
export const exampleCompany: JsonObject = {
  id: "64b000000000000000000060",
  name: "Example Ltd",
  externalId: "company-7",
  domains: [{ domain: "example.com" }],
  tags: [],
  custom: {},
  ...times,
  modifiedAt: times.updatedAt,
  rev: 1,
};

/** What a step that gives a user puts out. */
export const exampleUser: JsonObject = {
  id: "64b000000000000000000070",
  name: "Robin Example",
  displayName: "Robin Example",
  email: "robin@example.com",
  userType: "user",
  roleGroups: [],
  ...times,
};

/** What a step that gives a klass puts out. */
export const exampleKlass: JsonObject = {
  id: "64b000000000000000000080",
  name: "review",
  displayName: "Review",
  icon: "star",
  color: "#f5b301",
  status: "enabled",
  ...times,
};
