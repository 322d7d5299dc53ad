import type { LiveMessage } from "@hark/postgres";

/** What was done to a record. */
export type Change = "created" | "updated" | "deleted";

type Told = Omit<LiveMessage, "orgId">;

interface Changed {
  readonly type: string;
  readonly id: string;
  readonly change: Change;
  /** Lists the record is on, such as `customers`. */
  readonly lists: readonly string[];
  readonly customerId?: string | null;
  readonly conversationId?: string | null;
}

/** What screens are told of a changed record: on its lists, at its customer, at its conversation. */
export function liveMessages(changed: Changed): Told[] {
  const data = { type: changed.type, id: changed.id, change: changed.change };
  const topics = [...changed.lists];
  if (changed.customerId) topics.push(`customer:${changed.customerId}`);
  if (changed.conversationId) topics.push(`conversation:${changed.conversationId}`);
  return topics.map((topic) => ({ topic, data }));
}

/** Publishes messages of one organisation; only after the commit. */
export function publish(
  live: { publish(orgId: string, topic: string, data: LiveMessage["data"]): void },
  orgId: string,
  messages: readonly Told[],
): void {
  for (const { topic, data } of messages) live.publish(orgId, topic, data);
}
