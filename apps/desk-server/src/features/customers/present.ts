import type { Resource } from "@hark/contract";
import type { Json, JsonObject } from "@hark/kernel";
import { companyRelation, orgRelation, present, relationToList, writtenBy } from "../../records/envelope.ts";
import { parsedJson } from "../../records/parsed-json.ts";
import type { CustomerRow } from "./customer.ts";
import type { ConversationCounts } from "./store.ts";

const EMPTY_LISTS = [
  "sharedEmails",
  "sharedPhones",
  "sharedExternalIds",
  "whatsapps",
  "facebookIds",
  "instagramIds",
];
const MORE_EMPTY_LISTS = ["socials", "sharedSocials", "urls", "locations"];
const lists = Object.fromEntries(
  [...EMPTY_LISTS, ...MORE_EMPTY_LISTS].map((name): [string, Json] => [name, []]),
);

/** A customer as the API answers it. Counts are there where they were counted. */
export function presentCustomer(
  orgId: string,
  row: CustomerRow,
  counts?: ConversationCounts | null,
): Resource {
  const self = `/v1/customers/${row.id}`;
  return {
    type: "customer",
    id: row.id,
    attributes: customerAttributes(row, counts),
    relationships: {
      org: orgRelation(orgId),
      ...(row.company_id === null ? {} : { company: companyRelation(row.company_id) }),
      messages: relationToList(`${self}/messages`),
      ...writtenBy(row),
    },
    links: { self },
  };
}

/** What is told of a customer, whoever asks; added to `result`. */
export function customerAttributes(
  row: CustomerRow,
  counts?: ConversationCounts | null,
  result: JsonObject = {},
): JsonObject {
  const found = {
    name: row.name,
    displayName: row.name ?? row.emails[0]?.email ?? row.phones[0]?.phone ?? row.external_id,
    externalId: row.external_id ?? undefined,
    externalIds: externalIdsOf(row),
    emails: row.emails.map(parsedJson),
    phones: row.phones.map(parsedJson),
  };
  const kept = {
    tags: [...row.tags],
    custom: row.custom,
    conversationCounts: counts === undefined ? undefined : countsOf(counts),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    modifiedAt: row.modified_at,
    rev: row.rev,
  };
  return present(kept, Object.assign(present(found, result), lists, row.attributes));
}

function countsOf(counts: ConversationCounts | null): JsonObject {
  const { open, snoozed, done } = counts ?? { open: 0, snoozed: 0, done: 0 };
  return { all: open + snoozed + done, open, snoozed, done };
}

/** The list of external ids, the single one first. */
function externalIdsOf(row: CustomerRow): Json[] {
  const single = row.external_id === null ? [] : [{ externalId: row.external_id, verified: true }];
  const others = row.external_ids.filter((entry) => entry.externalId !== row.external_id);
  return [...single, ...others].map(parsedJson);
}
