import type { Config } from "./config.ts";

/** What the banner tells. */
export interface BannerFacts {
  readonly version: string;
  readonly readyMs: number;
  readonly config: Config;
  readonly reviewsUrl: string;
  readonly deskUrl: string;
  readonly shopUrl: string | undefined;
  readonly hasMailbox: boolean;
  /** Only at the start that made the owner. */
  readonly owner: { readonly email: string; readonly password: string } | undefined;
}

/** The few lines `hark start` prints once everything is ready. */
export function banner(facts: BannerFacts): string {
  const rows: (readonly [string, string])[] = [["Hark Reviews", facts.reviewsUrl]];
  if (facts.shopUrl) rows.push(["Demo shop", facts.shopUrl]);
  if (facts.hasMailbox) rows.push(["Mailbox", `${facts.reviewsUrl}/mailbox`]);
  rows.push(["Hark Desk", facts.deskUrl], ["API docs", `${facts.reviewsUrl}/docs and ${facts.deskUrl}/docs`]);
  if (facts.owner)
    rows.push(["Sign in as", `${facts.owner.email} with ${facts.owner.password} (shown only now)`]);
  rows.push(["Data folder", facts.config.dataDir]);
  const lines = rows.map(([name, value]) => `  ${name.padEnd(13)} ${value}`);
  return [
    `\nHark ${facts.version}, ready in ${(facts.readyMs / 1000).toFixed(1)} s\n`,
    ...lines,
    "\n  Ctrl-C stops it.\n",
  ].join("\n");
}
