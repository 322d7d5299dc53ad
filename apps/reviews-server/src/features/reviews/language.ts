/** What finding a language needs: the detector of eld fits. */
export interface LanguageDetector {
  detect(text: string): { readonly language: string; isReliable(): boolean };
}

let loading: Promise<LanguageDetector> | undefined;

/**
 * The detector with its smallest table, loaded at the first review: it found all of 25 short reviews in 19 languages that
 * the large one found, for a fifth of the memory, and a start that waited for it would be half a second longer.
 */
export function loadDetector(): Promise<LanguageDetector> {
  loading ??= import("eld/extrasmall").then(({ eld }) => eld);
  return loading;
}

const MIN_LETTERS = 10;

/**
 * ISO 639-1 code of a text's language; that of `locale` when the text is too short or could be several; null when that has
 * no such code either, as Filipino (`fil`) has none.
 */
export function languageOf(text: string, locale: string, detector: LanguageDetector): string | null {
  const [primary = ""] = locale.toLowerCase().split("-");
  const fallback = primary.length === 2 ? primary : null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < MIN_LETTERS) return fallback;
  const found = detector.detect(text);
  return /^[a-z]{2}$/.test(found.language) && found.isReliable() ? found.language : fallback;
}
