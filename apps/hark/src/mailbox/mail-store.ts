import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A mail as the mailbox page lists it. */
export interface StoredMail {
  readonly id: string;
  readonly raw: Buffer;
}

const KEPT = 200;

/** Mails in a folder, one file each, newest first; the oldest go when there are more than two hundred. */
export interface MailStore {
  add(raw: Buffer): string;
  list(): string[];
  read(id: string): StoredMail | undefined;
}

/** Opens the folder. Names sort by time, so that a listing needs no index. */
export function openMailStore(directory: string): MailStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  let last = 0;
  const list = (): string[] =>
    readdirSync(directory)
      .filter((name) => name.endsWith(".eml"))
      .map((name) => name.slice(0, -4))
      .sort()
      .reverse();
  return {
    add: (raw) => {
      last = Math.max(last + 1, Date.now());
      const id = String(last);
      writeFileSync(join(directory, `${id}.eml`), raw, { mode: 0o600 });
      for (const old of list().slice(KEPT)) rmSync(join(directory, `${old}.eml`), { force: true });
      return id;
    },
    list,
    read: (id) =>
      /^\d+$/.test(id) && list().includes(id)
        ? { id, raw: readFileSync(join(directory, `${id}.eml`)) }
        : undefined,
  };
}
