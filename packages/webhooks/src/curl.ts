/** A request as it was sent, in what can be shown. */
export interface RequestFacts {
  readonly url: string;
  /** Names in any case; values of masked headers may be anything, for they are not shown. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of headers whose values are secret, besides those that always are. */
  readonly maskedHeaders?: readonly string[] | undefined;
  readonly body: string;
}

/** Headers whose values nobody gets to see again. */
const ALWAYS_MASKED = ["authorization", "proxy-authorization", "cookie", "x-api-key"];
/** The variable of the shell that stands for the receiver's API key. */
const KEY_VARIABLE = "HARK_KEY";
// A word of a command line may be some 128 kB long; a longer body goes through a pipe.
const LONGEST_WORD = 100_000;

/**
 * A command that repeats a request from a shell. Secrets stand as variables: `$HARK_KEY` for the bearer key, `$HARK_X_NAME` for a
 * masked header `x-name`. Whatever the body holds is quoted, so that the shell takes it to the letter.
 */
export function curlOf(request: RequestFacts): string {
  const masked = new Set(
    [...ALWAYS_MASKED, ...(request.maskedHeaders ?? [])].map((name) => name.toLowerCase()),
  );
  const lines = [
    `curl -i -X POST ${quoted(request.url)}`,
    ...Object.entries(request.headers)
      // Counted by curl itself.
      .filter(([name]) => name.toLowerCase() !== "content-length")
      .map(
        ([name, value]) =>
          `-H ${masked.has(name.toLowerCase()) ? variable(name) : quoted(headerLine(name, value))}`,
      ),
  ];
  const isLong = request.body.length > LONGEST_WORD;
  lines.push(isLong ? "--data-binary @-" : `--data-raw ${quoted(request.body)}`);
  const command = lines.join(" \\\n  ");
  return isLong ? `printf %s ${quoted(request.body)} | ${command}` : command;
}

/** What stands in place of a secret header's value, here and where requests are shown. */
export function maskedValue(name: string): string {
  return name.toLowerCase() === "authorization"
    ? `Bearer $${KEY_VARIABLE}`
    : `$HARK_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
}

/** In single quotes a shell changes nothing; a single quote itself has to stand outside of them. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** In double quotes, where the shell puts the variable's value in; a header's name holds nothing that it would read. */
const variable = (name: string): string =>
  `"${name.replaceAll(/[^\w!#%&'*+.^|~-]/g, "")}: ${maskedValue(name)}"`;

// curl leaves out a header that ends with its colon; a semicolon says that it is empty.
const headerLine = (name: string, value: string): string => (value === "" ? `${name};` : `${name}: ${value}`);
