import { textArray } from "@hark/postgres";

/**
 * The type of a column with JSON that is only read whole. It is kept as text, to the letter: the server neither checks it, which takes as long as
 * half of what else a row takes, nor puts its members into another order.
 */
export const JSON_TEXT = "json text";

/** What rows are sent by: their columns with their SQL types (or {@link JSON_TEXT}), of which one is `id`. */
interface Columns {
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * The rows as a set of `r`, from the parameters that `rowParams` gives, beginning at `$2`: for each column the values row by row, and then for
 * each column the value that all rows have. A record set of JSON would be parsed as a whole and then once more for each value.
 */
export function rowsOf({ columns }: Columns): string {
  const entries = Object.entries(columns);
  const arrays = entries.map((_column, at) => `$${at + 2}::text[]`).join(", ");
  const names = entries.map(([column]) => column).join(", ");
  const values = entries.map(([column, type], at) => {
    const sqlType = type === JSON_TEXT ? "text" : type;
    return `coalesce(u.${column}::${sqlType}, $${at + 2 + entries.length}::${sqlType}) as ${column}`;
  });
  return `(select ${values.join(", ")} from unnest(${arrays}) as u(${names})) as r`;
}

/** The parameters of {@link rowsOf}: no column has both an array that is not empty and a common value. */
export function rowParams({ columns }: Columns, rows: readonly object[]): (Buffer | string | null)[] {
  const read = Object.entries(columns).map(([column, type]) => readColumn(column, type, rows));
  return [...read.map(({ texts }) => textArray(texts)), ...read.map(({ common }) => common)];
}

interface Column {
  readonly texts: readonly (string | null)[];
  readonly common: string | null;
}

/**
 * One column as texts. Rows of a batch share half of what they hold, such as their instants and what is empty; that is sent, and read by the
 * server, once. Ids are always sent row by row: they tell how many rows there are, and where others are shorter, `unnest` fills up with nulls.
 */
function readColumn(column: string, type: string, rows: readonly object[]): Column {
  let last: unknown;
  let text: string | null = null;
  let isCommon = column !== "id";
  const texts = rows.map((row, at) => {
    // The table's columns are the row's members; the row's own type says what each holds.
    const value = (row as Record<string, unknown>)[column];
    if (at > 0 && value === last) return text;
    const before = text;
    text = columnText(value, type);
    last = value;
    if (at > 0 && text !== before) isCommon = false;
    return text;
  });
  return isCommon ? { texts: [], common: text } : { texts, common: null };
}

function columnText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === "jsonb" || type === JSON_TEXT) return JSON.stringify(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map((entry) => JSON.stringify(String(entry))).join(",")}}`;
  return String(value as string | number | boolean);
}
