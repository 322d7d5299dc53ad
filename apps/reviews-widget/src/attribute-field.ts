import type { ReviewForm } from "@hark/contract";
import { h, uniqueId } from "./dom.ts";
import type { Answer, Draft } from "./draft.ts";
import { chip, controlField, type Field, groupField } from "./field.ts";
import { words } from "./words.ts";

type Attribute = ReviewForm["attributes"][number];

/** The field of a custom attribute, by its kind. */
export function attributeField(attribute: Attribute, draft: Draft, changed: () => void): Field {
  const set = (answer: Answer | undefined): void => {
    if (answer === undefined) delete draft.answers[attribute.id];
    else draft.answers[attribute.id] = answer;
    changed();
  };
  const layout = {
    pointer: `attribute:${attribute.id}`,
    label: attribute.title,
    isOptional: !attribute.required,
    check: () => (attribute.required && draft.answers[attribute.id] === undefined ? words.required : null),
  };
  const answer = draft.answers[attribute.id];
  switch (attribute.kind) {
    case "text": {
      const input = h("input", {
        type: "text",
        maxlength: 1_000,
        oninput: () => set(input.value.trim() || undefined),
      });
      input.value = typeof answer === "string" ? answer : "";
      return controlField(layout, input);
    }
    case "drop-down": {
      const select = h(
        "select",
        { onchange: () => set(select.value || undefined) },
        h("option", { value: "" }, words.choose),
        ...(attribute.options ?? []).map((option) =>
          h("option", { value: option, selected: option === answer }, option),
        ),
      );
      return controlField(layout, select);
    }
    case "multi-select":
      return groupField({ ...layout, hint: words.pickSome }, optionChips(attribute, answer, set));
    case "range":
    case "centered-range":
      return groupField(layout, scale(attribute, answer, set));
  }
}

type Answerer = (answer: Answer | undefined) => void;

function optionChips(attribute: Attribute, answer: Answer | undefined, set: Answerer): HTMLElement {
  const options = attribute.options ?? [];
  const picked = new Set(Array.isArray(answer) ? answer : []);
  const boxes = options.map((option) => {
    const box = h("input", {
      type: "checkbox",
      checked: picked.has(option),
      onchange: () => {
        if (box.checked) picked.add(option);
        else picked.delete(option);
        const all = options.filter((candidate) => picked.has(candidate));
        set(all.length > 0 ? all : undefined);
      },
    });
    return chip(box, option);
  });
  return h("div", { class: "chips" }, ...boxes);
}

/** A scale of radios: nothing is chosen until the shopper chooses, which a slider could not show. */
function scale(attribute: Attribute, answer: Answer | undefined, set: Answerer): HTMLElement {
  const { min = 1, max = 5, minLabel = "", midLabel = "", maxLabel = "", kind } = attribute;
  const name = uniqueId();
  const labels: Record<number, string> = { [min]: minLabel, [(min + max) / 2]: midLabel, [max]: maxLabel };
  const points = Array.from({ length: max - min + 1 }, (_, at) => min + at);
  const point = (value: number): HTMLElement => {
    const label = labels[value];
    const input = h("input", {
      type: "radio",
      name,
      value,
      checked: value === answer,
      "aria-label": label ? `${value}, ${label}` : String(value),
      onchange: () => set(value),
    });
    return h("label", { class: "point" }, input, h("span", {}, kind === "range" ? String(value) : ""));
  };
  return h(
    "div",
    { class: `scale ${kind}` },
    h("div", { class: "points" }, ...points.map(point)),
    h(
      "div",
      { class: "scale-labels", "aria-hidden": "true" },
      h("span", {}, minLabel),
      h("span", {}, midLabel),
      h("span", {}, maxLabel),
    ),
  );
}
