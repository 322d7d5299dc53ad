import { api } from "@hark/ui";
import type { Many, Resource } from "../../shared/resource.ts";

/** A type of custom objects. */
export interface KlassAttributes {
  readonly name: string;
  readonly displayName?: string;
  readonly icon?: string;
  readonly color?: string;
  readonly status: "enabled" | "disabled";
  readonly createdAt: string;
  readonly updatedAt: string;
}
export type Klass = Resource<KlassAttributes>;

export const KLASSES = ["klasses"] as const;
export const listKlasses = (): Promise<Many<KlassAttributes>> => api.get("/v1/klasses?status=all");
