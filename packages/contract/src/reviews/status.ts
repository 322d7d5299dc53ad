import { z } from "zod";

/** Where a review stands. */
export const reviewStatus = z.enum(["pending", "approved", "rejected"]);
export type ReviewStatus = z.infer<typeof reviewStatus>;

/**
 * Why a review may be withheld. None of them is its rating or its mood: hiding reviews for those is unlawful
 * (FTC 16 CFR 465.7), and so there is no code for it.
 */
export const rejectionReasons = {
  abusive: "Abusive, obscene or threatening",
  discriminatory: "Discriminatory",
  defamatory: "Defamatory",
  "personal-data": "Holds personal data of others",
  confidential: "Holds trade secrets or confidential information",
  fake: "Reasonably believed to be fake or spam",
  "clearly-false": "Clearly false or misleading",
  unrelated: "Wholly unrelated to the product",
} as const;
export type RejectionReason = keyof typeof rejectionReasons;
export const rejectionReason = z.enum(
  Object.keys(rejectionReasons) as [RejectionReason, ...RejectionReason[]], // the table above is not empty
  {
    error: `must be one of ${Object.keys(rejectionReasons).join(", ")}; a rating or a mood is no reason`,
  },
);

/** Whether the reviewer is known to have bought the product. */
export const verifiedStatus = z.enum(["verified-buyer", "unverified"]);
export type VerifiedStatus = z.infer<typeof verifiedStatus>;

/** Where a review request stands. */
export const requestState = z.enum(["created", "sending", "sent", "failed", "reviewed", "canceled"]);
export type RequestState = z.infer<typeof requestState>;
