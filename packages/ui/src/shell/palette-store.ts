const openers = new Set<() => void>();

/** Opens the palette, wherever it is called from. */
export function openPalette(): void {
  for (const opener of openers) opener();
}

/** Calls back when the palette is asked for. Gives the function that ends it. */
export function onOpenPalette(opener: () => void): () => void {
  openers.add(opener);
  return () => void openers.delete(opener);
}
