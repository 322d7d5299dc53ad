import { createKobjectAction } from "./create-kobject.ts";

export const kobjectCreateWithCustomer = createKobjectAction({
  name: "kustomer.kobject.create-with-customer",
  label: "Custom Object (KObject): Create With Customer",
  purpose: "Creates a custom object on a customer's timeline.",
  required: ["klassName", "customer", "title"],
});
