import { h, icon, uniqueId } from "./dom.ts";
import type { Draft } from "./draft.ts";
import { type Field, groupField } from "./field.ts";
import { words } from "./words.ts";

/** Five native radios that look like stars. `onPick` is called when one was tapped, not when the keyboard walks over them. */
export function starField(draft: Draft, changed: () => void, onPick: () => void): Field {
  const name = uniqueId();
  const said = h("p", { class: "star-word", "aria-hidden": "true" });
  const say = (): void => {
    said.textContent = draft.rating ? (words.ratings[draft.rating - 1] ?? "") : " ";
  };
  const star = (rating: number): HTMLElement => {
    const input = h("input", {
      type: "radio",
      name,
      value: rating,
      checked: draft.rating === rating,
      "aria-label": `${words.stars(rating)}: ${words.ratings[rating - 1]}`,
      onchange: () => {
        draft.rating = rating;
        say();
        changed();
      },
      // A click made by the keyboard has no count.
      onclick: (event) => event instanceof MouseEvent && event.detail > 0 && onPick(),
    });
    return h("label", { class: "star-choice", title: words.ratings[rating - 1] }, input, icon("star"));
  };
  const field = groupField(
    {
      pointer: "/rating",
      label: words.rating,
      check: () => (draft.rating === null ? words.rateFirst : null),
    },
    h("div", { class: "star-choices" }, ...[1, 2, 3, 4, 5].map(star)),
    said,
  );
  field.element.classList.add("star-field");
  say();
  return field;
}
