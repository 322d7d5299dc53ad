import { appendContactAction } from "./append-contact.ts";

export const customerAppendPhone = appendContactAction({
  kind: "phone",
  list: "phones",
  name: "kustomer.customer.append-phone",
  label: "Customer: Append Phone",
  purpose: "Adds a phone number to those a customer has; one that is there already stays once.",
  title: "Phone (string)",
  types: ["mobile", "home", "work", "fax", "other"],
});
