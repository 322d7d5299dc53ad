import { type Change, liveMessages } from "../../records/tell.ts";

/** What screens are told of a customer. */
export function customerMessages(id: string, change: Change): ReturnType<typeof liveMessages> {
  return liveMessages({ type: "customer", id, change, lists: ["customers"], customerId: id });
}
