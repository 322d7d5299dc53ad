import type { RewardSettings } from "@hark/contract";
import { type Clock, SECOND } from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import { type AttributeRow, listAttributes } from "../attributes/store.ts";
import { findProduct, type ProductRow } from "../products/store.ts";
import { findReward } from "../rewards/store.ts";
import { findStoreBySlug, type StoreRow } from "./store.ts";

/**
 * What the public routes read all the time and merchants rarely change: kept in memory, forgotten at a change, here at
 * once and in other processes as soon as they hear of it.
 */
export interface Catalogue {
  store(slug: string): Promise<StoreRow | undefined>;
  product(store: StoreRow, productId: string): Promise<ProductRow | undefined>;
  attributes(store: StoreRow): Promise<AttributeRow[]>;
  reward(store: StoreRow): Promise<RewardSettings | undefined>;
  /** Call after every committed change of the store or what belongs to it. */
  forget(store: Pick<StoreRow, "orgId" | "slug">): void;
}

interface Shelf {
  readonly until: number;
  readonly store: Promise<StoreRow | undefined>;
  readonly products: Map<string, Promise<ProductRow | undefined>>;
  attributes?: Promise<AttributeRow[]>;
  reward?: Promise<RewardSettings | undefined>;
}

const TOPIC = "catalogue";
// The backstop for a message that got lost.
const KEPT_MS = 30 * SECOND;
const MAX_STORES = 1_000;
const MAX_PRODUCTS = 5_000;

/** Makes an empty catalogue. */
export function createCatalogue(database: Database, live: LiveBus, clock: Clock): Catalogue {
  const shelves = new Map<string, Shelf>();
  live.subscribeAll(({ topic, data }) => {
    if (topic === TOPIC && typeof data["slug"] === "string") shelves.delete(data["slug"]);
  });

  const shelf = (slug: string): Shelf => {
    const now = clock.now().getTime();
    const known = shelves.get(slug);
    if (known && known.until > now) return known;
    if (shelves.size >= MAX_STORES) shelves.clear();
    const store = findStoreBySlug(database, slug);
    const fresh: Shelf = { until: now + KEPT_MS, store, products: new Map() };
    shelves.set(slug, fresh);
    // What failed or was not there is asked for again: the store may be made the next moment.
    store.then(
      (row) => row ?? shelves.delete(slug),
      () => shelves.delete(slug),
    );
    return fresh;
  };

  return {
    store: (slug) => shelf(slug).store,
    product: (store, productId) => {
      const { products } = shelf(store.slug);
      const known = products.get(productId);
      if (known) return known;
      if (products.size >= MAX_PRODUCTS) products.clear();
      const product = findProduct(database, store, productId);
      products.set(productId, product);
      product.then(
        (row) => row ?? products.delete(productId),
        () => products.delete(productId),
      );
      return product;
    },
    attributes: (store) => {
      const place = shelf(store.slug);
      place.attributes ??= listAttributes(database, store);
      place.attributes.catch(() => delete place.attributes);
      return place.attributes;
    },
    reward: (store) => {
      const place = shelf(store.slug);
      place.reward ??= findReward(database, store);
      place.reward.catch(() => delete place.reward);
      return place.reward;
    },
    forget: (store) => live.publish(store.orgId, TOPIC, { slug: store.slug }),
  };
}
