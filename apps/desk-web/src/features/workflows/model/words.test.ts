import { expect, test } from "vitest";
import { conditionWords, edgeWords, nodeTitle, shortPath, tellingParam, valueWords } from "./words.ts";

const find = {
  name: "kustomer.customer.find-by-email",
  label: "Customer: Find By Email",
  group: "Customer",
  purpose: "",
  input: {
    type: "object",
    properties: { email: { type: "string", title: "Email (string)" } },
    required: ["email"],
  },
  exampleOutput: {},
} as const;

test("conditions read as sentences, groups in brackets where they nest", () => {
  expect(conditionWords({ op: "lte", values: ["/#steps.1.attributes.data.review.rating", 2] })).toBe(
    "rating ≤ 2",
  );
  expect(conditionWords({ op: "exists", values: ["/#steps.find.id", true] })).toBe("find id exists");
  const either = {
    op: "or",
    values: [
      { op: "eq", values: ["/#steps.1.a", "x"] },
      { op: "dne", values: ["/#steps.1.b", true] },
    ],
  };
  expect(conditionWords({ op: "and", values: [{ op: "gt", values: ["/#steps.1.n", 3] }, either] })).toBe(
    "n > 3 and (a is x or b does not exist)",
  );
});

test("the unconditional edge is silent alone and reads otherwise behind others", () => {
  const edge = { target: "b", condition: { op: "true", values: [true] } };
  expect(edgeWords(edge, 0)).toBe("");
  expect(edgeWords(edge, 1)).toBe("otherwise");
  expect(edgeWords({ ...edge, meta: { name: "nobody yet" } }, 1)).toBe("nobody yet");
});

test("a step is called by its own name, else by its action's label, else by the action itself", () => {
  const step = { id: "s", action: find.name, transitions: [] };
  const actions = new Map([[find.name, find]]);
  expect(nodeTitle({ ...step, meta: { displayName: "Look up" } }, actions)).toBe("Look up");
  expect(nodeTitle(step, actions)).toBe("Customer: Find By Email");
  expect(nodeTitle({ ...step, action: "app.other.do" }, actions)).toBe("app.other.do");
  expect(nodeTitle({ id: "b", transitions: [] }, actions)).toBe("Branch");
});

test("the telling param is a required one, with an arrow when it comes from elsewhere", () => {
  const step = {
    id: "s",
    action: find.name,
    params: { other: 1, email: "/#steps.1.attributes.data.reviewerEmail" },
    transitions: [],
  };
  expect(tellingParam(step, find)).toBe("Email ← reviewerEmail");
  expect(tellingParam({ ...step, params: { email: "a@b.example" } }, find)).toBe("Email: a@b.example");
  expect(tellingParam({ ...step, params: {} }, find)).toBe("");
});

test("chips shorten the paths of what a hook received", () => {
  expect(shortPath("steps.1.attributes.data.reviewer.name")).toBe("1 · reviewer.name");
  expect(shortPath("steps.find.id")).toBe("find · id");
  expect(valueWords("/#fn:parseInt,steps.1.total")).toBe("parseInt(total)");
});
