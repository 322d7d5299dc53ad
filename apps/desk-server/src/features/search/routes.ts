import { pageQuery, searchBody } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf } from "../../records/envelope.ts";
import { may } from "../../records/roles.ts";
import { presentCustomers } from "../customers/present-all.ts";
import { listCustomers } from "../customers/store.ts";
import { readSearch, readSearchSort } from "./criteria.ts";

/** `POST /v1/customers/search`: customers by conditions on what they are known by. */
export function searchRoutes(server: Server, deps: RecordDeps): void {
  server.post(
    "/v1/customers/search",
    {
      config: may.search,
      schema: { querystring: pageQuery, body: searchBody, tags: ["Customers"], summary: "Search customers" },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query, body } = request;
      const { rows, total } = await listCustomers(deps.database, orgId, {
        ...query,
        sort: readSearchSort(body.sort),
        times: [],
        search: readSearch(body),
      });
      const found = await presentCustomers(deps.database, orgId, rows);
      const list = listOf(found, { path: "/v1/customers/search", query, total });
      return { ...list, meta: { ...list.meta, aggregations: {} } };
    },
  );
}
