import type { Server } from "@hark/http";
import { companyRoutes } from "../features/companies/routes.ts";
import { conversationRoutes } from "../features/conversations/routes.ts";
import { mergeRoutes } from "../features/customers/merge-routes.ts";
import { customerRoutes } from "../features/customers/routes.ts";
import { customerKobjectRoutes } from "../features/klasses/customer-kobject-routes.ts";
import { klassRoutes } from "../features/klasses/klass-routes.ts";
import { kobjectRoutes } from "../features/klasses/kobject-routes.ts";
import { messageRoutes } from "../features/messages/routes.ts";
import { metadataRoutes } from "../features/metadata/routes.ts";
import { noteRoutes } from "../features/notes/routes.ts";
import { searchRoutes } from "../features/search/routes.ts";
import { teamRoutes } from "../features/teams/routes.ts";
import { timelineRoutes } from "../features/timeline/routes.ts";
import { userRoutes } from "../features/users/routes.ts";
import type { RecordDeps } from "./deps.ts";

export type { RecordDeps } from "./deps.ts";

/** Every route of Desk's records, on the server that is given. */
export function recordFeatures(server: Server, deps: RecordDeps): void {
  klassRoutes(server, deps);
  kobjectRoutes(server, deps);
  customerKobjectRoutes(server, deps);
  metadataRoutes(server, deps);
  mergeRoutes(server, deps);
  customerRoutes(server, deps);
  searchRoutes(server, deps);
  conversationRoutes(server, deps);
  noteRoutes(server, deps);
  messageRoutes(server, deps);
  companyRoutes(server, deps);
  teamRoutes(server, deps);
  userRoutes(server, deps);
  timelineRoutes(server, deps);
}
