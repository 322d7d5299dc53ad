import { createKobjectAction } from "./create-kobject.ts";

export const kobjectCreate = createKobjectAction({
  name: "kustomer.kobject.create",
  label: "Custom Object (KObject): Create",
  purpose: "Creates a custom object of a klass, with or without a customer.",
  required: ["klassName", "title"],
});
