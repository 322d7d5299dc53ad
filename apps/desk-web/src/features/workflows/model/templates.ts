import { publishedExample } from "@hark/contract";
import type { Json, JsonObject } from "@hark/kernel";
import type { Condition, WorkflowDocument } from "@hark/workflow/core";
import { ALWAYS } from "./document-edits.ts";

const data = "steps.1.attributes.data";

const reviewParams = (customer: string): JsonObject => ({
  klassName: "review",
  customer,
  title: `{{{${data}.review.title}}}`,
  externalId: `/#${data}.review.reviewId`,
  data: `/#${data}`,
  custom: {
    ratingNum: `/#${data}.review.rating`,
    titleStr: `/#${data}.review.title`,
    bodyTxt: `/#${data}.review.body`,
    sentimentStr: `/#${data}.review.sentiment`,
    recommendedBool: `/#${data}.review.isRecommended`,
    productStr: `/#${data}.product.productName`,
  },
});

const fileReview = (id: string, customer: string) => ({
  id,
  action: "kustomer.kobject.create-with-customer",
  params: reviewParams(customer),
  meta: { displayName: "File the review" },
  transitions: [],
});

const found: Condition = { op: "exists", values: ["/#steps.find.id", true] };

/** The guide's own case: find the customer by e-mail, make one if there is none, file the review on the timeline. */
export const fileReviewTemplate: WorkflowDocument = {
  name: "File a review",
  description:
    "Finds the customer by e-mail, makes one if there is none, and files the review on the timeline.",
  trigger: {
    id: "1",
    eventName: "",
    meta: { displayName: "Review received" },
    transitions: [{ target: "find", condition: ALWAYS }],
  },
  steps: [
    {
      id: "find",
      action: "kustomer.customer.find-by-email",
      params: { email: `/#${data}.reviewerEmail` },
      meta: { displayName: "Find the customer" },
      transitions: [
        { target: "file", condition: found, meta: { name: "found" } },
        { target: "create", condition: ALWAYS },
      ],
    },
    {
      id: "create",
      action: "kustomer.customer.create",
      params: {
        name: `/#${data}.reviewer.name`,
        emails: [{ type: "home", email: `/#${data}.reviewerEmail` }],
      },
      meta: { displayName: "Create the customer" },
      transitions: [{ target: "fileNew", condition: ALWAYS }],
    },
    fileReview("file", "/#steps.find.id"),
    fileReview("fileNew", "/#steps.create.id"),
  ],
};

/** A workflow with nothing in it. */
export const emptyWorkflow = (name: string): WorkflowDocument => ({
  name,
  trigger: { id: "1", eventName: "", transitions: [] },
  steps: [],
});

/** The review event that the field publishes, as example data. */
export const reviewExample: Json = structuredClone(publishedExample) as unknown as Json; // plain data, typed as the event
