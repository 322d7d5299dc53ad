/** One way to run statements, the same inside and outside a transaction. Parameters are always bound (`$1`, `$2`, …). */
export interface Sql {
  /** All rows of a statement. */
  all<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  /** The only row, or undefined when there is none. */
  maybe<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row | undefined>;
  /** The only row; throws when there is none, which is then a defect. */
  one<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row>;
  /** Runs a statement for its effect; gives the number of rows it touched. */
  run(text: string, params?: readonly unknown[]): Promise<number>;
  /**
   * All rows of a statement that is planned once per connection under `name`. For hot statements only: a plan made over
   * empty tables stays until statistics change.
   */
  prepared<Row extends object>(name: string, text: string, params?: readonly unknown[]): Promise<Row[]>;
}
