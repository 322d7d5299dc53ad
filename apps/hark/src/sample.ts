import { firstOrganisation } from "@hark/accounts";
import type { Database } from "@hark/postgres";
import { type SampleProduct, sampleProduct } from "@hark/reviews-server";

/** The first organisation's first store and one of its products: something to try things with. */
export async function sampleOf(database: Database): Promise<SampleProduct | undefined> {
  const organisation = await firstOrganisation(database);
  return organisation && sampleProduct(database, organisation.id);
}
