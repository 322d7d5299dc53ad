import { type Change, liveMessages } from "../../records/tell.ts";

/** What screens are told of a company: on the list. */
export function companyMessages(id: string, change: Change): ReturnType<typeof liveMessages> {
  return liveMessages({ type: "company", id, change, lists: ["companies"] });
}
