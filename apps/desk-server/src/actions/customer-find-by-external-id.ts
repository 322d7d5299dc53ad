import { findCustomerAction } from "./find-customer.ts";

export const customerFindByExternalId = findCustomerAction({
  name: "kustomer.customer.find-by-external-id",
  label: "Customer: Find By External ID",
  purpose: "Finds the customer with another system's id. Finds nobody: the output is empty.",
  param: "externalId",
  paramTitle: "External ID (string)",
  kind: "externalId",
});
