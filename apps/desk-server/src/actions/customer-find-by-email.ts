import { findCustomerAction } from "./find-customer.ts";

export const customerFindByEmail = findCustomerAction({
  name: "kustomer.customer.find-by-email",
  label: "Customer: Find By Email",
  purpose:
    "Finds the customer with an e-mail address, however it is capitalised. Finds nobody: the output is empty.",
  param: "email",
  paramTitle: "Email (string)",
  kind: "email",
});
