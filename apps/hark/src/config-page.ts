import { settings } from "./config.ts";

const HEAD = `# Configuration

Everything is set by environment variables, and every one of them is optional. This page is made from the table in
\`apps/hark/src/config.ts\`; a test fails when the two differ. Write it anew with \`npm run docs\`.

| variable | when not set | meaning |
| --- | --- | --- |
`;

/** The configuration page of the docs, as Markdown. */
export function configurationPage(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const fallback = setting.fallback === "" ? "–" : `\`${setting.fallback}\``;
    return `| \`${name}\` | ${fallback} | ${setting.meaning.replaceAll("|", "\\|")} |`;
  });
  return `${HEAD}${rows.join("\n")}\n`;
}
