import { z } from "zod";
import { customAttributes, deskId, instant, moodScore, tagList, uniqueList, webAddress } from "./fields.ts";

const verified = z.boolean().optional();
const place = z.enum(["home", "work", "other"]).optional();

const emailEntry = z.strictObject({
  id: z.string().optional(),
  type: place,
  email: z
    .string()
    .max(256)
    .regex(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address, such as robin@example.com"),
  verified,
});
const phoneEntry = z.strictObject({
  id: z.string().optional(),
  type: z.enum(["mobile", "home", "work", "fax", "other"]).optional(),
  phone: z
    .string()
    .max(64)
    .regex(/^\+?[0-9][0-9 ().-]{2,}$/, "must be a phone number, such as +4915112345678"),
  verified,
});
const externalIdEntry = z.strictObject({ externalId: z.string().min(1).max(255), verified });
const socialEntry = z.strictObject({
  type: z.enum(["twitter", "facebook", "instagram", "linkedin", "pinterest"]),
  username: z.string(),
  userid: z.string().optional(),
  url: z.string().optional(),
  verified,
});
const text = (max: number) => z.string().max(max).nullish();
const locationEntry = z.strictObject({
  type: place.nullable(),
  name: text(256),
  address: text(256),
  address2: text(256),
  address3: text(256),
  latitude: z.number().nullish(),
  longitude: z.number().nullish(),
  countryCode: text(2),
  countryName: text(64),
  regionCode: text(2),
  regionName: text(128),
  cityName: text(128),
  zipCode: text(30),
  areaCode: text(30),
});

/** The writable body of a customer: the same to create, replace and change; nothing is required, nothing else is taken. */
export const customerBody = z.strictObject({
  name: text(256),
  company: deskId.nullish(),
  externalId: z.string().min(1).max(256).nullish(),
  username: text(256),
  signedUpAt: instant.nullish(),
  lastActivityAt: instant.nullish(),
  lastCustomerActivityAt: instant.nullish(),
  lastSeenAt: instant.nullish(),
  avatarUrl: webAddress.nullish(),
  birthdayAt: instant.nullish(),
  gender: z.enum(["m", "f"]).nullish(),
  locale: text(16),
  timeZone: text(64),
  defaultLang: text(100),
  tags: tagList.optional(),
  custom: customAttributes.optional(),
  sentiment: moodScore.optional(),
  externalIds: uniqueList(externalIdEntry, 10).optional(),
  sharedExternalIds: uniqueList(externalIdEntry, 10).optional(),
  emails: uniqueList(emailEntry, 10).optional(),
  sharedEmails: uniqueList(emailEntry, 10).optional(),
  phones: uniqueList(phoneEntry, 10).optional(),
  sharedPhones: uniqueList(phoneEntry, 10).optional(),
  whatsapps: uniqueList(phoneEntry, 10).optional(),
  facebookIds: uniqueList(
    z.strictObject({ pageId: z.string(), userId: z.string(), name: z.string().optional() }),
    10,
  ).optional(),
  instagramIds: uniqueList(
    z.strictObject({
      pageId: z.string(),
      threadId: z.string(),
      username: z.string(),
      instagramId: z.string().optional(),
    }),
    10,
  ).optional(),
  socials: uniqueList(socialEntry, 10).optional(),
  sharedSocials: uniqueList(socialEntry, 10).optional(),
  urls: uniqueList(
    z.strictObject({ url: z.string(), type: z.enum(["website", "blog", "other"]).optional() }),
    10,
  ).optional(),
  locations: uniqueList(locationEntry, 10).optional(),
  createdAt: instant.optional(),
  importedAt: instant.optional(),
  rev: z.int().optional(),
});
export type CustomerBody = z.infer<typeof customerBody>;
