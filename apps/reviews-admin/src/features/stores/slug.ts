const MAX = 63;

/** A store's name as it may stand in addresses: "Léa's Shop" becomes "lea-s-shop"; "" when nothing of it can. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX)
    .replace(/^-+|-+$/g, "");
}
