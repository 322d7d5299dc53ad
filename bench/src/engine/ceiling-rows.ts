import type { ReceivedReviewEvent } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";

/** A run off the queue, with the text of what started it. */
export interface ClaimedRow {
  /** Where its row lies in the queue while the transaction holds it. */
  readonly place: string;
  readonly run_id: string;
  readonly workflow_id: string;
  readonly version: number;
  readonly event_id: string;
  /** As PostgreSQL writes it: it goes back as it came. */
  readonly event_at: string;
  readonly data: string;
}

/** A claimed run whose event is read. */
export interface ReadRow {
  readonly claimed: ClaimedRow;
  readonly event: ReceivedReviewEvent;
  /** What the buyer is found by. */
  readonly email: string;
}

/** A customer off the table. */
export interface CustomerColumns {
  readonly id: string;
  readonly name: string | null;
  readonly emails: readonly JsonObject[];
  readonly attributes: JsonObject;
  readonly custom: JsonObject;
  readonly tags: readonly string[];
  readonly rev: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly modified_at: string;
}

/** A customer whom the journal can name: the JSON text of a step's output. */
export interface KnownCustomer {
  readonly id: string;
  readonly output: string;
}

/** What a run writes. JSON columns are texts, made by hand from texts that are there already. */
export interface FilledRow {
  readonly claimed: ClaimedRow;
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly emails: string;
  } | null;
  readonly customerId: string;
  readonly objectId: string;
  readonly externalId: string;
  readonly title: string;
  readonly data: string;
  readonly custom: string;
  readonly journal: string;
  readonly stepCount: number;
}

const FIND = "kustomer.customer.find-by-email";
const CREATE = "kustomer.customer.create";
const FILE = "kustomer.kobject.create-with-customer";
const LISTS =
  '"sharedEmails":[],"sharedPhones":[],"sharedExternalIds":[],"whatsapps":[],"facebookIds":[],"instagramIds":[],' +
  '"socials":[],"sharedSocials":[],"urls":[],"locations":[]';

/** Reads what started a run. */
export function readRow(claimed: ClaimedRow): ReadRow {
  const { attributes } = JSON.parse(claimed.data) as { attributes: { data: ReceivedReviewEvent } };
  return { claimed, event: attributes.data, email: attributes.data.reviewerEmail.toLowerCase() };
}

/** Works out one run: whom it finds or makes, the object, and the journal. Who is made is known to later rows of the batch. */
export function fillRow(
  row: ReadRow,
  known: Map<string, KnownCustomer>,
  newId: () => string,
  at: string,
): FilledRow {
  const { event } = row;
  const email = JSON.stringify(event.reviewerEmail);
  const found = known.get(row.email);
  const begun = `[{"step":"1","to":[0,"find"]},{"step":"find","do":"${FIND}","ms":0.1,"in":{"email":${email}},"out":`;
  if (found) {
    const steps = `${begun}${found.output},"to":[0,"file"]},`;
    return { ...filed(row, steps, "file", found.id, newId, at), customer: null, stepCount: 3 };
  }
  const id = newId();
  const name = JSON.stringify(event.reviewer.name);
  const entry = `"type":"home","email":${email}`;
  const emails = `[{${entry},"verified":false}]`;
  const output =
    `{"id":"${id}","name":${name},"displayName":${name},"externalIds":[],"emails":${emails},"phones":[],${LISTS},` +
    `"tags":[],"custom":{},"createdAt":"${at}","updatedAt":"${at}","modifiedAt":"${at}","rev":1}`;
  known.set(row.email, { id, output });
  const steps =
    `${begun}{},"to":[1,"create","nobody yet"]},` +
    `{"step":"create","do":"${CREATE}","ms":0.1,"in":{"name":${name},"emails":[{${entry}}]},"out":${output},"to":[0,"fileNew"]},`;
  const customer = { id, name: event.reviewer.name, email: row.email, emails };
  return { ...filed(row, steps, "fileNew", id, newId, at), customer, stepCount: 4 };
}

function filed(
  { claimed, event }: ReadRow,
  steps: string,
  stepId: string,
  customerId: string,
  newId: () => string,
  at: string,
): Omit<FilledRow, "customer" | "stepCount"> {
  const objectId = newId();
  const { review } = event;
  const data = JSON.stringify(event);
  const title = JSON.stringify(review.title);
  const externalId = JSON.stringify(review.reviewId);
  const custom =
    `{"ratingNum":${review.rating},"titleStr":${title},"bodyTxt":${JSON.stringify(review.body)},` +
    `"sentimentStr":${JSON.stringify(review.sentiment)},"submittedAt":${JSON.stringify(review.dateCreated)},"recommendedBool":${review.isRecommended}}`;
  // As the engine keeps journals: what stands elsewhere already is pointed at.
  const payload = '"data":{"/#":"/trigger/attributes/data"}';
  const step = stepId === "file" ? 2 : 3;
  const journal =
    `${steps}{"step":"${stepId}","do":"${FILE}","ms":0.1,"in":{"klassName":"review","customer":"${customerId}","title":${title},"externalId":${externalId},${payload},"custom":${custom}},` +
    `"out":{"id":"${objectId}","externalId":${externalId},"title":${title},"images":[],${payload},"custom":{"/#":"/${step}/input/custom"},"tags":[],"createdAt":"${at}","updatedAt":"${at}","rev":0,` +
    `"customer":"${customerId}","klass":"review"}}]`;
  return {
    claimed,
    customerId,
    objectId,
    externalId: review.reviewId,
    title: review.title,
    data,
    custom,
    journal,
  };
}

/** A customer off the table as a step puts it out. */
export function knownOf(customer: CustomerColumns): KnownCustomer {
  const instant = (text: string): string => new Date(text).toISOString();
  const { id, name, emails, custom, tags, rev } = customer;
  const output =
    `{"id":"${id}","name":${JSON.stringify(name)},"displayName":${JSON.stringify(name)},"externalIds":[],` +
    `"emails":${JSON.stringify(emails)},"phones":[],${LISTS},"tags":${JSON.stringify(tags)},"custom":${JSON.stringify(custom)},` +
    `"createdAt":"${instant(customer.created_at)}","updatedAt":"${instant(customer.updated_at)}","modifiedAt":"${instant(customer.modified_at)}","rev":${rev}}`;
  return { id, output };
}
