import type { HookKind } from "@hark/workflow/core";

/** A kind of hook, as one chooses it. */
export interface KindOfHook {
  readonly kind: HookKind;
  readonly label: string;
  /** What it is for, in one sentence. */
  readonly text: string;
}

/** The kinds, the most used first. */
export const hookKinds: readonly KindOfHook[] = [
  {
    kind: "web",
    label: "Webhook",
    text: "A system posts with an API key: for programs that can keep a secret.",
  },
  { kind: "form", label: "Form", text: "A page posts without a key: for forms that anybody may fill in." },
  {
    kind: "email",
    label: "E-mail",
    text: "Mail to an address of its own: for senders that can only write mails.",
  },
];
