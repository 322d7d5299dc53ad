import { findCustomerAction } from "./find-customer.ts";

export const customerFindByPhone = findCustomerAction({
  name: "kustomer.customer.find-by-phone",
  label: "Customer: Find By Phone",
  purpose:
    "Finds the customer with a phone number, however it is punctuated. Finds nobody: the output is empty.",
  param: "phone",
  paramTitle: "Phone (string)",
  kind: "phone",
});
