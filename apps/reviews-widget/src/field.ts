import { h, uniqueId } from "./dom.ts";
import { words } from "./words.ts";

/** A question of the form. */
export interface Field {
  /** Where the API's errors say this field is: `/email`, or `attribute:<id>` for custom attributes. */
  readonly pointer: string;
  readonly element: HTMLElement;
  /** What is wrong with the answer as it stands, or null. */
  check(): string | null;
  /** Shows what is wrong at the field, or takes it away. */
  show(problem: string | null): void;
  focus(): void;
}

interface Layout {
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Says "optional" beside the label. */
  readonly isOptional?: boolean;
  check(): string | null;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A field of one control with its label above and hint and problem below. */
export function controlField(layout: Layout, control: Control, beside?: HTMLElement): Field {
  const id = uniqueId();
  control.id = id;
  const note = noteLine(layout.hint);
  control.setAttribute("aria-describedby", note.id);
  if (!layout.isOptional) control.setAttribute("aria-required", "true");
  const element = h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: id }, ...labelOf(layout)),
    control,
    h("div", { class: "under" }, note.element, beside),
  );
  const show = (problem: string | null): void => {
    note.show(problem);
    control.setAttribute("aria-invalid", String(problem !== null));
  };
  control.addEventListener("input", () => note.isProblem() && show(layout.check()));
  return { pointer: layout.pointer, element, check: layout.check, show, focus: () => control.focus() };
}

/** A field of several controls (radios, check boxes) under one legend. */
export function groupField(layout: Layout, ...content: readonly (Node | null)[]): Field {
  const note = noteLine(layout.hint);
  const element = h(
    "fieldset",
    { class: "field", "aria-describedby": note.id },
    h("legend", { class: "label" }, ...labelOf(layout)),
    ...content,
    h("div", { class: "under" }, note.element),
  );
  const show = (problem: string | null): void => {
    note.show(problem);
    element.classList.toggle("wrong", problem !== null);
  };
  element.addEventListener("change", () => note.isProblem() && show(layout.check()));
  return {
    pointer: layout.pointer,
    element,
    check: layout.check,
    show,
    focus: () =>
      (
        element.querySelector<HTMLElement>(":checked") ?? element.querySelector<HTMLElement>("input")
      )?.focus(),
  };
}

function labelOf(layout: Layout): (Node | string)[] {
  return layout.isOptional
    ? [layout.label, " ", h("span", { class: "optional" }, words.optional)]
    : [layout.label];
}

/** The line under a field: its hint until something is wrong, then that. Its room is there from the start. */
function noteLine(hint = ""): {
  readonly id: string;
  readonly element: HTMLElement;
  show(problem: string | null): void;
  isProblem(): boolean;
} {
  const id = uniqueId();
  const element = h("p", { class: "note", id }, hint);
  return {
    id,
    element,
    show: (problem) => {
      element.textContent = problem ?? hint;
      element.classList.toggle("problem", problem !== null);
    },
    isProblem: () => element.classList.contains("problem"),
  };
}

/** One choice of several, as a chip one can tap. */
export function chip(input: HTMLInputElement, label: string): HTMLElement {
  return h("label", { class: "chip" }, input, h("span", {}, label));
}
