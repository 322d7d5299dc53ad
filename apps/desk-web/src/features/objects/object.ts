import { api } from "@hark/ui";
import type { Many, One, Resource } from "../../shared/resource.ts";
import { type CustomerAttributes, nameOf } from "../customers/customer.ts";
import type { KobjectAttributes } from "../customers/timeline.ts";

const PAGE_SIZE = 25;

export const objectsKey = (klass: string) => ["objects", klass] as const;
export const listObjects = (klass: string, page: number): Promise<Many<KobjectAttributes>> =>
  api.get(`/v1/klasses/${klass}?page=${page}&pageSize=${PAGE_SIZE}`);

export type Kobject = Resource<KobjectAttributes>;

/** The customer on whose timeline an object stands. */
export const customerIdOf = (object: Kobject): string | undefined =>
  object.relationships?.["customer"]?.data?.id;

/** Names of customers by id; several are read in one request. */
export async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { data } = await api.get<Many<CustomerAttributes> | One<CustomerAttributes>>(
    `/v1/customers/${ids.join(",")}`,
  );
  const customers = "id" in data ? [data] : data;
  return new Map(customers.map((customer) => [customer.id, nameOf(customer)]));
}
