/** What the sources, moods and rejection reasons of reviews are called. */
export const sourceWords: Readonly<Record<string, string>> = {
  "write-review-button": "Write a Review button",
  "review-request-email": "Review request e-mail",
  import: "Import",
};

export const sentimentWords = {
  positive: "Positive",
  neutral: "Neutral",
  mixed: "Mixed",
  negative: "Negative",
} as const;

const names = {
  language: new Intl.DisplayNames(["en"], { type: "language" }),
  region: new Intl.DisplayNames(["en"], { type: "region" }),
};

/** The English name of a language or a region by its code; the code itself when it has none. */
export function nameOfCode(kind: keyof typeof names, code: string): string {
  try {
    return names[kind].of(code) ?? code;
  } catch {
    return code;
  }
}
