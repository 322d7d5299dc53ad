/** The custom object that reviews are filed as; the end of each name says what it holds. */
export const klass = {
  name: "review",
  displayName: "Review",
  icon: "star",
  color: "#f5a524",
  metadata: {
    properties: {
      ratingNum: { displayName: "Rating" },
      titleStr: { displayName: "Title" },
      bodyTxt: { displayName: "Text" },
      sentimentStr: { displayName: "Sentiment" },
      productStr: { displayName: "Product" },
      recommendedBool: { displayName: "Recommends it" },
      submittedAt: { displayName: "Written" },
    },
  },
};

const DATA = "steps.1.attributes.data";
const from = (path: string): string => `/#${DATA}.${path}`;
const always = { op: "true", values: [true] };

const file = (id: string, customer: string): object => ({
  id,
  action: "kustomer.kobject.create-with-customer",
  meta: { displayName: "File the review" },
  params: {
    klassName: "review",
    customer: `/#steps.${customer}.id`,
    title: `{{{${DATA}.review.title}}}`,
    externalId: from("review.reviewId"),
    images: from("media.imageUrls"),
    data: `/#${DATA}`,
    custom: {
      ratingNum: from("review.rating"),
      titleStr: from("review.title"),
      bodyTxt: from("review.body"),
      sentimentStr: from("review.sentiment"),
      productStr: from("product.productName"),
      recommendedBool: from("review.isRecommended"),
      submittedAt: from("review.dateCreated"),
    },
  },
  transitions: [
    {
      target: `talk-${id}`,
      condition: { op: "lte", values: [from("review.rating"), 2] },
      meta: { name: "one or two stars" },
    },
  ],
});

const talk = (id: string, customer: string): object => ({
  id: `talk-${id}`,
  action: "kustomer.conversation.create",
  meta: { displayName: "Open a conversation" },
  params: {
    customer: `/#steps.${customer}.id`,
    name: `{{{${DATA}.review.rating}}}-star review of {{{${DATA}.product.productName}}}`,
    priority: 4,
    tags: ["unhappy"],
  },
  transitions: [{ target: `note-${id}`, condition: always }],
});

const note = (id: string): object => ({
  id: `note-${id}`,
  action: "kustomer.note.create",
  meta: { displayName: "Note what was written" },
  params: {
    conversation: `/#steps.talk-${id}.id`,
    body: `{{{${DATA}.reviewer.displayName}}} wrote: {{{${DATA}.review.body}}}`,
  },
  transitions: [],
});

/** The workflow that joins the two: find or make the customer, file the review, and talk to whoever is unhappy. */
export function reviewWorkflow(eventName: string): object {
  return {
    name: "Review received",
    description:
      "Finds the customer by e-mail or makes one, files the review on the timeline, and opens a conversation for one or two stars.",
    trigger: {
      id: "1",
      eventName,
      meta: { displayName: "Review received" },
      transitions: [{ target: "find", condition: always }],
    },
    steps: [
      {
        id: "find",
        action: "kustomer.customer.find-by-email",
        meta: { displayName: "Customer Find By Email" },
        params: { email: from("reviewerEmail") },
        transitions: [
          {
            target: "file",
            condition: { op: "exists", values: ["/#steps.find.id"] },
            meta: { name: "known" },
          },
          { target: "create", condition: always, meta: { name: "nobody yet" } },
        ],
      },
      {
        id: "create",
        action: "kustomer.customer.create",
        meta: { displayName: "Make the customer" },
        params: {
          name: from("reviewer.name"),
          emails: [{ type: "home", email: from("reviewerEmail") }],
        },
        transitions: [{ target: "file-new", condition: always }],
      },
      file("file", "find"),
      talk("file", "find"),
      note("file"),
      file("file-new", "create"),
      talk("file-new", "create"),
      note("file-new"),
    ],
  };
}
