import { expect, test } from "vitest";
import { takesEffect } from "./effects.ts";

test("actions that make and change records take effect, those that look, decide and reckon do not", () => {
  for (const name of [
    "kustomer.kobject.create-with-customer",
    "kustomer.conversation.append-tags",
    "kustomer.app.scheduler.schedule-workflow",
    "kustomer.command.run-by-name",
  ])
    expect(takesEffect(name), name).toBe(true);
  for (const name of [
    "kustomer.customer.find-by-email",
    "kustomer.org.current",
    "kustomer.regex-match.generic",
    "kustomer.rest-api.json",
    "",
  ])
    expect(takesEffect(name), name).toBe(false);
});
