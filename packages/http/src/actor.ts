/** Who makes a call: a signed-in person or an API key, always of exactly one organisation. */
export interface Actor {
  readonly kind: "user" | "key";
  readonly id: string;
  readonly name: string;
  readonly orgId: string;
  /** Role names such as `org.permission.customer.read`; `org.admin` stands for all. */
  readonly roles: readonly string[];
}

/**
 * Who may call a route. `"public"`: anyone, and no identity is looked up. `"optional"`: anyone, but a key or session that
 * is sent must be valid. `"member"`: anyone of an organisation. Else one of the roles named, any of which will do.
 */
export type Access = "public" | "optional" | "member" | { readonly roles: readonly string[] };

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Set on every route that is not public; read it through {@link actorOf}. */
    actor: Actor | null;
  }
}

import { HarkError } from "@hark/kernel";

/** The caller. Throws 401 when there is none, which on a route that needs one cannot happen. */
export function actorOf(request: { readonly actor: Actor | null }): Actor {
  if (request.actor) return request.actor;
  throw new HarkError("unauthorized", "sign in, or send an API key as 'Authorization: Bearer <key>'");
}
