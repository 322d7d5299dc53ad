import { createHash } from "node:crypto";
import type { RandomBytes } from "@hark/kernel";

const SECRET_BYTES = 24;

/**
 * The secret of a request's link. The organisation stands in front, because every statement names one and the link itself
 * names no store; the part behind the dot is what cannot be guessed (192 random bits).
 */
export function newToken(orgId: string, random: RandomBytes): string {
  return `${orgId}.${Buffer.from(random(SECRET_BYTES)).toString("base64url")}`;
}

/** The organisation a token says it is of, or undefined when it is no token at all. */
export function orgOfToken(token: string): string | undefined {
  return /^([A-Za-z0-9_-]{1,64})\.[A-Za-z0-9_-]{20,100}$/.exec(token)?.[1];
}

/** What is kept of a token: its SHA-256. The token has as many random bits as it needs, so no salt. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** The address a request is answered at. */
export function requestUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/r/${token}`;
}
