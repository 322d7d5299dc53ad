import { expect, test } from "vitest";
import { ALWAYS } from "../model/document-edits.ts";
import { asGroup, fromGroup, withOperator } from "./condition-edits.ts";

const low = { op: "lte", values: ["/#steps.1.rating", 2] };
const found = { op: "exists", values: ["/#steps.find.id", true] };

test("no rows are always, one row stands for itself, several are a group", () => {
  expect(fromGroup("and", [])).toEqual(ALWAYS);
  expect(fromGroup("or", [low])).toEqual(low);
  expect(fromGroup("or", [low, found])).toEqual({ op: "or", values: [low, found] });
});

test("what is taken apart into rows reads the same when put together", () => {
  for (const condition of [
    ALWAYS,
    low,
    { op: "or", values: [low, found] },
    { op: "and", values: [low, found] },
  ]) {
    const { op, rows } = asGroup(condition);
    expect(fromGroup(op, rows)).toEqual(condition);
  }
});

test("changing the operator keeps the value on the left and drops a meaningless one on the right", () => {
  expect(withOperator(low, "gt")).toEqual({ op: "gt", values: ["/#steps.1.rating", 2] });
  expect(withOperator(low, "exists")).toEqual({ op: "exists", values: ["/#steps.1.rating", true] });
  expect(withOperator(found, "eq")).toEqual({ op: "eq", values: ["/#steps.find.id", ""] });
});
