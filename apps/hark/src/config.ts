import { resolve } from "node:path";

/** One setting: where it comes from, what it means, what it is when nothing is said. */
interface Setting<Value> {
  readonly meaning: string;
  readonly fallback: string;
  /** Reads the text of the environment; throws a sentence that says what is wrong and the cure. */
  read(text: string): Value;
  readonly isSecret?: boolean;
}

const text = (meaning: string, fallback = ""): Setting<string> => ({
  meaning,
  fallback,
  read: (value) => value,
});
const secret = (meaning: string): Setting<string> => ({ ...text(meaning), isSecret: true });

const flag = (meaning: string, fallback: "0" | "1"): Setting<boolean> => ({
  meaning,
  fallback,
  read: (value) => {
    if (["1", "true", "yes"].includes(value)) return true;
    if (["0", "false", "no"].includes(value)) return false;
    throw new Error("must be 1 or 0");
  },
});

const integer = (meaning: string, fallback: string, min: number, max: number): Setting<number> => ({
  meaning,
  fallback,
  read: (value) => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    throw new Error(`must be a whole number from ${min} to ${max}`);
  },
});

/** A port that may also be left out, or be taken away with `off`. */
const optionalPort = (meaning: string): Setting<number | "off" | undefined> => ({
  meaning,
  fallback: "",
  read: (value) => {
    if (value === "") return undefined;
    if (value === "off") return value;
    const port = Number(value);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
    throw new Error("must be off, or a whole number from 0 to 65535");
  },
});

const list = (meaning: string): Setting<string[]> => ({
  meaning,
  fallback: "",
  read: (value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
});

const address = (meaning: string, schemes: readonly string[]): Setting<string> => ({
  ...text(meaning),
  read: (value) => {
    if (value === "") return value;
    if (schemes.some((scheme) => value.startsWith(scheme)) && URL.canParse(value))
      return value.replace(/\/$/, "");
    throw new Error(`must be an address that begins with ${schemes.join(" or ")}`);
  },
});

/** Every setting, by the name of its environment variable. The configuration page of the docs is made from this table. */
export const settings = {
  HARK_DATA_DIR: text("Folder for the database, uploaded media, the secret, mail and logs.", ".hark"),
  HARK_HOST: text(
    "Address the servers listen on. A loopback address is local mode: plain HTTP, and loopback receivers are allowed.",
    "127.0.0.1",
  ),
  HARK_REVIEWS_PORT: integer("Port of Hark Reviews.", "4400", 0, 65_535),
  HARK_DESK_PORT: integer("Port of Hark Desk.", "4500", 0, 65_535),
  HARK_REVIEWS_URL: address("Public address of Hark Reviews, when it stands behind a proxy.", [
    "http://",
    "https://",
  ]),
  HARK_DESK_URL: address("Public address of Hark Desk, when it stands behind a proxy.", [
    "http://",
    "https://",
  ]),
  HARK_TRUST_PROXY: flag(
    "Take client addresses from X-Forwarded-For. Only behind a proxy that sets it.",
    "0",
  ),
  DATABASE_URL: {
    ...address("A PostgreSQL 15 or newer to use instead of the built-in one.", [
      "postgres://",
      "postgresql://",
    ]),
    isSecret: true,
  },
  HARK_SECRET: secret(
    "Key from which the keys for stored secrets and sessions are derived, 32 characters or more. Made once into the data folder when not set.",
  ),
  HARK_OWNER_EMAIL: text("E-mail of the first owner.", "owner@hark.localhost"),
  HARK_OWNER_PASSWORD: secret("Password of the first owner. Made and printed once when not set."),
  HARK_DEMO: flag(
    "Make a demo shop and a demo desk at the first start. 0 starts empty, with a first-run page.",
    "1",
  ),
  SMTP_URL: {
    ...address("Mail server for outgoing mail. When not set, mail stays in the local mailbox page.", [
      "smtp://",
      "smtps://",
    ]),
    isSecret: true,
  },
  HARK_MAIL_FROM: text("Sender of outgoing mail.", "Hark Reviews <reviews@hark.localhost>"),
  HARK_ALLOW_RECEIVERS: list(
    "Private address ranges that deliveries may go to, as CIDR blocks separated by commas, such as 10.0.0.0/8. Public addresses always may.",
  ),
  HARK_HOOK_RATE: integer(
    "Hook transactions one organisation may send in a minute. 0 lifts the limit.",
    "0",
    0,
    10_000_000,
  ),
  HARK_FORM_HOOK_RATE: integer(
    "Transactions one address may post to form hooks in a minute. 0 lifts the limit.",
    "120",
    0,
    1_000_000,
  ),
  HARK_HOOK_MAIL_PORT: optionalPort(
    "Port on HARK_HOST where e-mail for hooks is taken in by SMTP, 0 for any free one, off for none. When not set: any free one in local mode, else none.",
  ),
  HARK_HOOK_MAIL_DOMAIN: {
    ...text(
      "What stands behind the @ of e-mail hooks. Its mail must be led to HARK_HOOK_MAIL_PORT.",
      "hooks.hark.localhost",
    ),
    read: (value) => {
      if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value) && value.length <= 190) return value.toLowerCase();
      throw new Error("must be the name of a domain, such as hooks.example.com");
    },
  },
  HARK_SUBMISSION_RATE: integer(
    "Reviews one address may leave in a minute through the widget. A merchant key is not counted; 0 lifts the limit.",
    "30",
    0,
    1_000_000,
  ),
  HARK_RETENTION_DAYS: integer(
    "Days that transactions, runs, deliveries and attempts are kept.",
    "90",
    1,
    3_650,
  ),
} as const satisfies Record<string, Setting<unknown>>;

type Values = { [Name in keyof typeof settings]: ReturnType<(typeof settings)[Name]["read"]> };

/** The configuration a process runs with. */
export interface Config {
  readonly values: Values;
  readonly dataDir: string;
  /** True when the servers are reachable from this machine only. */
  readonly isLocal: boolean;
  /** Where e-mail for hooks is taken in, 0 for any free port; undefined: not at all. */
  readonly hookMailPort: number | undefined;
  readonly reviewsUrl: string;
  readonly deskUrl: string;
}

/** Reads and checks the whole environment at once. Throws one error that lists every fault with its cure. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const values = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const given = environment[name];
      const value = given === undefined || given === "" ? setting.fallback : given;
      try {
        return [name, setting.read(value)];
      } catch (error) {
        faults.push(
          `${name} ${error instanceof Error ? error.message : "is not valid"}, not '${setting.isSecret ? "…" : value}'`,
        );
        return [name, undefined];
      }
    }),
  ) as Values; // each member was read by its own setting
  if (values.HARK_SECRET && values.HARK_SECRET.length < 32)
    faults.push("HARK_SECRET must have 32 characters or more");
  if (faults.length > 0) throw new ConfigError(faults);
  return configOf(values);
}

/** The ports that were really chosen. */
export interface Ports {
  readonly reviews: number;
  readonly desk: number;
  readonly hookMail: number | undefined;
}

/** The same configuration with the ports that were really chosen (0 stands for any free one). */
export function withPorts({ values }: Config, { reviews, desk, hookMail }: Ports): Config {
  return configOf({
    ...values,
    HARK_REVIEWS_PORT: reviews,
    HARK_DESK_PORT: desk,
    HARK_HOOK_MAIL_PORT: hookMail ?? "off",
  });
}

function configOf(values: Values): Config {
  const { HARK_HOST: host, HARK_HOOK_MAIL_PORT: mailPort } = values;
  const shown = host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host;
  const isLocal = isLoopback(host);
  return {
    values,
    dataDir: resolve(values.HARK_DATA_DIR),
    isLocal,
    hookMailPort: mailPort === "off" ? undefined : (mailPort ?? (isLocal ? 0 : undefined)),
    reviewsUrl: values.HARK_REVIEWS_URL || `http://${shown}:${values.HARK_REVIEWS_PORT}`,
    deskUrl: values.HARK_DESK_URL || `http://${shown}:${values.HARK_DESK_PORT}`,
  };
}

/** Faults in the environment, one line each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
