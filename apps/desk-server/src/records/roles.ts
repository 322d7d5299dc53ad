import type { Access } from "@hark/http";

const permission = (resource: string, verb: string): string => `org.permission.${resource}.${verb}`;
const user = (resource: string, verb: string): string => `org.user.${resource}.${verb}`;
const admin = (resource: string, verb: string): string => `org.admin.${resource}.${verb}`;
const anyOf = (...roles: string[]): { access: Access } => ({ access: { roles } });

/** Who may do what with which record: any one of the roles will do. Legacy names stand beside the current ones. */
export const may = {
  readCustomers: anyOf(permission("customer", "read"), user("customer", "read")),
  createCustomers: anyOf(permission("customer", "create"), user("customer", "write")),
  updateCustomers: anyOf(permission("customer", "update"), user("customer", "write")),
  deleteCustomers: anyOf(permission("customer", "delete"), user("customer", "delete")),
  search: anyOf(
    permission("search", "create"),
    permission("search", "update"),
    permission("search_global", "create"),
    permission("search_preview", "create"),
    user("search", "read"),
    admin("search", "read"),
  ),
  readKlasses: anyOf(permission("klass", "read"), user("klass", "read"), admin("klass", "read")),
  createKlasses: anyOf(permission("klass", "create"), admin("klass", "write")),
  updateKlasses: anyOf(permission("klass", "update"), admin("klass", "write")),
  deleteKlasses: anyOf(permission("klass", "delete"), admin("klass", "write")),
  readKobjects: anyOf(permission("kobject", "read"), user("kobject", "read")),
  createKobjects: anyOf(permission("kobject", "create"), user("kobject", "write")),
  updateKobjects: anyOf(permission("kobject", "update"), user("kobject", "write")),
  deleteKobjects: anyOf(permission("kobject", "delete"), user("kobject", "delete")),
  readMetadata: anyOf(permission("metadata", "read"), user("metadata", "read"), admin("metadata", "read")),
  updateMetadata: anyOf(permission("metadata", "update"), admin("metadata", "write")),
  readConversations: anyOf(permission("conversation", "read"), user("conversation", "read")),
  createConversations: anyOf(permission("conversation", "create"), user("conversation", "write")),
  updateConversations: anyOf(permission("conversation", "update"), user("conversation", "write")),
  deleteConversations: anyOf(permission("conversation", "delete"), user("conversation", "delete")),
  removeTags: anyOf(permission("conversation", "delete"), user("conversation", "write")),
  readNotes: anyOf(permission("note", "read"), user("note", "read")),
  createNotes: anyOf(permission("note", "create"), user("note", "write")),
  updateNotes: anyOf(permission("note", "update"), user("note", "write")),
  deleteNotes: anyOf(permission("note", "delete"), user("note", "delete")),
  readMessages: anyOf(permission("message", "read"), user("message", "read")),
  createMessages: anyOf(permission("message", "create"), user("message", "write")),
  updateMessages: anyOf(permission("message", "update"), user("message", "write")),
  readCompanies: anyOf(permission("company", "read"), user("company", "read")),
  createCompanies: anyOf(permission("company", "create"), user("company", "write")),
  updateCompanies: anyOf(permission("company", "update"), user("company", "write")),
  readTeams: anyOf(user("team", "read"), admin("team", "read"), permission("setting", "read")),
  writeTeams: anyOf(admin("team", "write"), permission("setting", "update")),
  readUsers: anyOf(user("user", "read"), admin("user", "read"), permission("setting", "read")),
  writeUsers: anyOf(admin("user", "write"), permission("setting", "update")),
  readMerges: anyOf(
    permission("customer_merge", "read"),
    admin("customer.merge", "read"),
    user("customer", "read"),
  ),
  createMerges: anyOf(
    permission("customer_merge", "create"),
    admin("customer.merge", "write"),
    user("customer", "write"),
  ),
} as const;
