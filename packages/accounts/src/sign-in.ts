import { type Clock, newId, type RandomBytes } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins/organization";
import pg from "pg";

/** A person's session. */
export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly activeOrgId: string | null;
}

/** Sign-in by e-mail and password, kept in a cookie that both apps read. */
export interface SignIn {
  /** Answers a request below `/api/auth/`. */
  handle(request: Request): Promise<Response>;
  /** Who holds this cookie, or null. */
  session(cookie: string): Promise<SignedIn | null>;
  close(): Promise<void>;
}

/** What sign-in needs. */
export interface SignInOptions {
  readonly database: Database;
  readonly secret: string;
  readonly origins: readonly string[];
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** The session cookie's name. */
export const SESSION_COOKIE = "hark.session_token";
/** The header that carries the caller's address to the sign-in limit; set by our own server, never taken from outside. */
export const ADDRESS_HEADER = "x-hark-address";

/** Sets better-auth up over the schema `accounts`. */
export function createSignIn(options: SignInOptions): SignIn {
  // Its queries name no schema, so it gets connections of its own whose search path is ours.
  const pool = new pg.Pool({
    connectionString: options.database.url,
    max: 3,
    options: "-c search_path=accounts",
  });
  pool.on("error", () => {});
  const auth = betterAuth({
    appName: "Hark",
    baseURL: options.origins[0] ?? "http://127.0.0.1",
    secret: options.secret,
    database: pool,
    trustedOrigins: [...options.origins],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    plugins: [organization({ allowUserToCreateOrganization: false })],
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600 },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: { "/sign-in/email": { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: "hark",
      useSecureCookies: false,
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: "lax",
        secure: options.origins.every((origin) => origin.startsWith("https:")),
      },
      database: { generateId: () => newId(options.clock.now(), options.random) },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  return {
    handle: (request) => auth.handler(request),
    session: async (cookie) => {
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
      if (!found) return null;
      return {
        userId: found.user.id,
        name: found.user.name,
        activeOrgId: found.session.activeOrganizationId ?? null,
      };
    },
    close: () => pool.end(),
  };
}
