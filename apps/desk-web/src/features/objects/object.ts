import { api } from "@hark/ui";
import type { Many } from "../../shared/resource.ts";
import type { KobjectAttributes } from "../customers/timeline.ts";

const PAGE_SIZE = 25;

export const objectsKey = (klass: string) => ["objects", klass] as const;
export const listObjects = (klass: string, page: number): Promise<Many<KobjectAttributes>> =>
  api.get(`/v1/klasses/${klass}?page=${page}&pageSize=${PAGE_SIZE}`);
