import type { SubmissionAnswer } from "@hark/contract";
import { h, icon } from "./dom.ts";
import { words } from "./words.ts";

/** What stands in the form's place once the review is in: thanks, and the reward to copy. */
export function thanksView(answer: SubmissionAnswer, onClose: (() => void) | null): HTMLElement {
  const { displayName, status, reward } = answer;
  const view = h(
    "div",
    { class: "thanks", role: "status" },
    h("span", { class: "tick" }, icon("check")),
    h("h2", { tabindex: -1 }, words.thanks(displayName)),
    h("p", { class: "dim" }, status === "approved" ? words.published : words.pending),
    reward ? rewardTicket(reward) : null,
    onClose ? h("button", { type: "button", class: "primary", onclick: onClose }, words.done) : null,
  );
  return view;
}

function rewardTicket(reward: NonNullable<SubmissionAnswer["reward"]>): HTMLElement {
  const code = h("code", {}, reward.value);
  const copy = h(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () =>
        void navigator.clipboard.writeText(reward.value).then(
          () => copy.replaceChildren(words.copied),
          // Refused, or not served over https: the code is selected instead, ready for the keyboard.
          () => getSelection()?.selectAllChildren(code),
        ),
    },
    words.copy,
  );
  return h("div", { class: "ticket" }, h("p", {}, reward.description), h("div", {}, code, copy));
}
