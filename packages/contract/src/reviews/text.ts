import { z } from "zod";

// oxlint-disable-next-line no-control-regex -- these characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
// oxlint-disable-next-line no-control-regex -- these characters are what is looked for
const NO_CONTROLS = /^[^\u0000-\u001f\u007f]*$/;

/**
 * Text as a person typed it: trimmed, without what {@link cleanText} takes out. `label` names it in the message. Length is
 * counted in UTF-16 units, as a browser's `maxlength` does.
 */
export const typedText = (label: string, max: number, min = 1) =>
  z
    .string({ error: `${label} must be text` })
    .transform(cleanText)
    .pipe(
      z
        .string()
        .min(min, `${label} is empty; write something`)
        .max(max, `${label} is longer than ${max.toLocaleString("en")} characters; shorten it`),
    );

/**
 * Trims; takes out control characters other than line breaks and tabs, which no database and no mail can keep; and puts
 * U+FFFD in place of half a character, as a `maxlength` that cuts an emoji leaves it.
 */
function cleanText(text: string): string {
  return text.replace(CONTROLS, "").toWellFormed().trim();
}

/** An e-mail address, trimmed; its case is kept, comparing it is done in lower case. */
export const emailAddress = z
  .string({ error: "the e-mail address must be text" })
  .trim()
  .max(254, "the e-mail address is longer than 254 characters")
  .pipe(z.email("is not an e-mail address, such as name@example.com"));

/** ISO 3166 alpha-2 in either case; leaves in capitals. */
export const countryCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2}$/, "must be an ISO 3166 alpha-2 country code, such as AU")
  .transform((code) => code.toUpperCase());

/** Optional text of at most `max` UTF-16 units; may be empty. */
export const plainText = (max: number) => z.string().overwrite(cleanText).max(max);

/** A web address (http or https). */
export const webAddress = z
  .string()
  .max(2_000)
  .regex(NO_CONTROLS, "holds a control character; leave it out")
  .pipe(z.url({ protocol: /^https?$/, error: "must be an http or https address" }));

/** A web address, or a path on this server such as `/shop/demo`; it is told to others as a whole address. */
export const webOrOwnAddress = z.union(
  [
    webAddress,
    z
      .string()
      .max(2_000)
      .regex(/^\/(?!\/)/)
      .regex(NO_CONTROLS),
  ],
  {
    error: "must be an http or https address",
  },
);

/** A language tag such as `en` or `pt-BR`. */
export const localeTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag, such as en or pt-BR");

/** The name of a record in an address: what another system calls its product, variant or order. */
export const foreignId = (label: string) =>
  z
    .string({ error: `${label} must be text` })
    .trim()
    .min(1, `${label} is empty`)
    .max(200, `${label} is longer than 200 characters`)
    .regex(NO_CONTROLS, `${label} holds a control character; leave it out`)
    .refine((text) => text.isWellFormed(), `${label} holds half a character; send it whole`);
