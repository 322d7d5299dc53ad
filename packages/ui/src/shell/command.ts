/** Something the palette can do beside going to a page. */
export interface Command {
  readonly label: string;
  readonly description?: string;
  run(): void;
}

/** Looking for records by words, such as customers. */
export interface Finder {
  /** What is looked for: "customers". */
  readonly what: string;
  run(words: string): void;
}
