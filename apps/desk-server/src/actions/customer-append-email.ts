import { appendContactAction } from "./append-contact.ts";

export const customerAppendEmail = appendContactAction({
  kind: "email",
  list: "emails",
  name: "kustomer.customer.append-email",
  label: "Customer: Append Email",
  purpose: "Adds an e-mail address to those a customer has; one that is there already stays once.",
  title: "Email (string)",
  types: ["home", "work", "other"],
});
