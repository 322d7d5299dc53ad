/** The two apps. */
export type Product = "reviews" | "desk";

/** What each is called. */
export const productNames: Readonly<Record<Product, string>> = {
  reviews: "Hark Reviews",
  desk: "Hark Desk",
};
