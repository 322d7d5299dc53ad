import type { Resource, TimelineAnswer, TimelineItem } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { z } from "zod";
import { idParams } from "../../records/addresses.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { may } from "../../records/roles.ts";
import { readRecords } from "../../records/table.ts";
import { type ConversationRow, conversationTable } from "../conversations/conversation.ts";
import { noParts, presentConversation } from "../conversations/present.ts";
import { countParts } from "../conversations/store.ts";
import { requireCustomer } from "../customers/store.ts";
import { listKlasses } from "../klasses/klass-store.ts";
import { type KobjectRow, kobjectTable } from "../klasses/kobject.ts";
import { presentKobject } from "../klasses/kobject-present.ts";
import { type NoteRow, noteTable } from "../notes/note.ts";
import { presentNote } from "../notes/present.ts";
import { listPlaces, type TimelineCursor, type TimelinePlace, timelineKinds } from "./store.ts";

const PAGE = 25;
const MAX_KLASSES = 500;

const query = z.object({
  /** Of one kind only. */
  kind: z.enum(timelineKinds).optional(),
  /** What `links.next` of the page before says. */
  before: z.string().max(100).optional(),
});

interface Filed {
  readonly workflow_id: string | null;
  readonly run_id: string | null;
}

/** `GET /v1/customers/{id}/timeline`: everything of a customer, newest first; an addition to the wire. */
export function timelineRoutes(server: Server, deps: RecordDeps): void {
  server.get(
    "/v1/customers/:id/timeline",
    {
      config: may.readCustomers,
      schema: {
        params: idParams,
        querystring: query,
        tags: ["Customers"],
        summary: "A customer's timeline",
      },
    },
    async (request): Promise<TimelineAnswer> => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const { kind, before } = request.query;
      await requireCustomer(deps.database, orgId, id);
      const places = await listPlaces(deps.database, orgId, id, {
        kinds: kind ? [kind] : timelineKinds,
        before: before === undefined ? undefined : readCursor(before),
        limit: PAGE,
      });
      const shown = places.slice(0, PAGE);
      const last = shown[shown.length - 1];
      const next =
        places.length > PAGE && last
          ? `/v1/customers/${id}/timeline?${new URLSearchParams({
              ...(kind ? { kind } : {}),
              before: `${last.at.toISOString()}_${last.id}`,
            }).toString()}`
          : null;
      return { data: await present(deps, orgId, shown), links: { next } };
    },
  );
}

function readCursor(text: string): TimelineCursor {
  const [at = "", id = ""] = text.split("_");
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime()) || !/^[0-9a-f]{24}$/.test(id))
    throw new HarkError("badparam", "before cannot be read; use the address in links.next as it is", {
      parameter: "before",
    });
  return { at: instant, id };
}

/** Reads what stands at the places, one statement per kind, and gives it in their order. */
async function present(
  deps: RecordDeps,
  orgId: string,
  places: readonly TimelinePlace[],
): Promise<TimelineItem[]> {
  const { database } = deps;
  const idsOf = (kind: TimelinePlace["kind"]): string[] =>
    places.filter((place) => place.kind === kind).map((place) => place.id);
  const [kobjects, conversations, notes, parts, klasses] = await Promise.all([
    readRecords<KobjectRow>(database, kobjectTable, orgId, idsOf("kobject")),
    readRecords<ConversationRow>(database, conversationTable, orgId, idsOf("conversation")),
    readRecords<NoteRow>(database, noteTable, orgId, idsOf("note")),
    countParts(database, orgId, idsOf("conversation")),
    listKlasses(database, orgId, { status: "all", page: 1, pageSize: MAX_KLASSES }),
  ]);
  const filed: Filed[] = [...kobjects.values(), ...conversations.values(), ...notes.values()];
  const workflowIds = [...new Set(filed.flatMap((row) => row.workflow_id ?? []))];
  const names = await deps.workflowNames(orgId, workflowIds);

  const entry = (
    place: TimelinePlace,
    row: Filed,
    resource: Resource,
    more: Pick<TimelineItem, "klass"> = {},
  ): TimelineItem => ({
    kind: place.kind,
    at: place.at.toISOString(),
    ...resource,
    ...more,
    filedBy:
      row.workflow_id === null
        ? null
        : {
            workflowId: row.workflow_id,
            workflowName: names.get(row.workflow_id) ?? null,
            runId: row.run_id,
          },
  });
  // Callers may choose a conversation's id, so an id alone does not tell what stands at a place.
  return places.flatMap((place) => {
    const kobject = place.kind === "kobject" ? kobjects.get(place.id) : undefined;
    if (kobject) {
      const klass = klasses.find((candidate) => candidate.name === kobject.klass_name);
      const { displayName = null, icon = null, color = null } = klass?.attributes ?? {};
      const about = { klass: { name: kobject.klass_name, displayName, icon, color } };
      return [entry(place, kobject, presentKobject(orgId, kobject), about)];
    }
    const conversation = place.kind === "conversation" ? conversations.get(place.id) : undefined;
    if (conversation) {
      const resource = presentConversation(orgId, conversation, parts.get(place.id) ?? noParts);
      return [entry(place, conversation, resource)];
    }
    const note = place.kind === "note" ? notes.get(place.id) : undefined;
    return note ? [entry(place, note, presentNote(orgId, note))] : [];
  });
}
