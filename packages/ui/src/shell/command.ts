/** Something the palette can do beside going to a page. */
export interface Command {
  readonly label: string;
  readonly description?: string;
  run(): void;
}
