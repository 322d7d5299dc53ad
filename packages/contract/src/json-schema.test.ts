import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jsonSchemas } from "./json-schema.ts";

test.each(Object.entries(jsonSchemas))(
  "the schema of %s in the docs is the one of the code",
  (name, schema) => {
    const file = new URL(`../../../docs/schemas/${name}.schema.json`, import.meta.url);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(schema);
  },
);

test("the schema of the event says what may be left out, and which moods there are", () => {
  expect(jsonSchemas["review-event"]).toMatchObject({
    required: ["reviewerEmail", "review", "reviewer", "media", "attributes", "product"],
    properties: {
      review: { properties: { sentiment: { enum: ["positive", "negative", "neutral", "mixed"] } } },
    },
  });
});
