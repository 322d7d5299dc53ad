import type { ReviewForm } from "@hark/contract";
import type { Place } from "./api.ts";
import { attributeField } from "./attribute-field.ts";
import { countries } from "./countries.ts";
import { h, uniqueId } from "./dom.ts";
import type { Draft } from "./draft.ts";
import { chip, controlField, type Field, groupField } from "./field.ts";
import { photoField } from "./photo-field.ts";
import { starField } from "./star-field.ts";
import { words } from "./words.ts";

/** One screen of the form. */
export interface Step {
  readonly title: string;
  readonly fields: readonly Field[];
}

/** What the steps are made for. */
export interface StepContext {
  readonly place: Place;
  readonly form: ReviewForm;
  readonly draft: Draft;
  /** Called after every change of the draft. */
  changed(): void;
  /** Called when a star was tapped. */
  onPick(): void;
}

/** The screens of the form; the one about the product is left out when nothing is asked there. */
export function makeSteps(context: StepContext): Step[] {
  const { draft, changed, onPick } = context;
  const ask = (subject: "product" | "reviewer"): Field[] =>
    context.form.attributes
      .filter((attribute) => attribute.subject === subject)
      .map((attribute) => attributeField(attribute, draft, changed));
  const aboutProduct = [...variantFields(context), ...ask("product")];
  return [
    { title: words.rateTitle, fields: [starField(draft, changed, onPick)] },
    ...(aboutProduct.length > 0 ? [{ title: words.productTitle, fields: aboutProduct }] : []),
    {
      title: words.wordsTitle,
      fields: [
        headline(context),
        body(context),
        recommendation(context),
        photoField(context.place, draft, changed),
      ],
    },
    {
      title: words.youTitle,
      fields: [...whoFields(context), ...countryFields(context), ...ask("reviewer")],
    },
  ];
}

function variantFields({ form, draft, changed }: StepContext): Field[] {
  const { variants } = form.product;
  if (variants.length < 2 || form.request?.variantId) return [];
  const select = h(
    "select",
    {
      onchange: () => {
        draft.variantId = select.value;
        changed();
      },
    },
    h("option", { value: "" }, words.choose),
    ...variants.map(({ variantId, variantName }) =>
      h("option", { value: variantId, selected: variantId === draft.variantId }, variantName),
    ),
  );
  return [
    controlField(
      { pointer: "/variantId", label: words.variant, isOptional: true, check: () => null },
      select,
    ),
  ];
}

function headline({ draft, changed }: StepContext): Field {
  const input = h("input", {
    type: "text",
    maxlength: 200,
    oninput: () => {
      draft.title = input.value;
      changed();
    },
  });
  input.value = draft.title;
  const check = (): string | null => (draft.title.trim() ? null : words.headlineMissing);
  return controlField({ pointer: "/title", label: words.headline, hint: words.headlineHint, check }, input);
}

function body({ draft, changed }: StepContext): Field {
  const counter = h("span", { class: "note counter", "aria-hidden": "true" });
  const countLetters = (): void => {
    counter.textContent = draft.body ? draft.body.length.toLocaleString() : "";
  };
  const area = h("textarea", {
    rows: 4,
    maxlength: 20_000,
    oninput: () => {
      draft.body = area.value;
      countLetters();
      changed();
    },
  });
  area.value = draft.body;
  countLetters();
  const check = (): string | null => (draft.body.trim() ? null : words.bodyMissing);
  return controlField({ pointer: "/body", label: words.body, hint: words.bodyHint, check }, area, counter);
}

function recommendation({ draft, changed }: StepContext): Field {
  const name = uniqueId();
  const choice = (value: boolean): HTMLElement =>
    chip(
      h("input", {
        type: "radio",
        name,
        checked: draft.isRecommended === value,
        onchange: () => {
          draft.isRecommended = value;
          changed();
        },
      }),
      value ? words.yes : words.no,
    );
  return groupField(
    { pointer: "/isRecommended", label: words.recommend, isOptional: true, check: () => null },
    h("div", { class: "chips" }, choice(true), choice(false)),
  );
}

function whoFields({ draft, changed }: StepContext): Field[] {
  const name = h("input", {
    type: "text",
    autocomplete: "name",
    maxlength: 200,
    oninput: () => {
      draft.name = name.value;
      changed();
    },
  });
  name.value = draft.name;
  const email = h("input", {
    type: "email",
    autocomplete: "email",
    maxlength: 254,
    oninput: () => {
      draft.email = email.value;
      changed();
    },
  });
  email.value = draft.email;
  const checkEmail = (): string | null => {
    if (!draft.email.trim()) return words.emailMissing;
    return email.validity.valid ? null : words.emailWrong;
  };
  const checkName = (): string | null => (draft.name.trim() ? null : words.nameMissing);
  return [
    controlField({ pointer: "/name", label: words.name, hint: words.nameHint, check: checkName }, name),
    controlField({ pointer: "/email", label: words.email, hint: words.emailHint, check: checkEmail }, email),
  ];
}

function countryFields({ form, draft, changed }: StepContext): Field[] {
  if (!form.store.askCountry) return [];
  const select = h(
    "select",
    {
      autocomplete: "country",
      onchange: () => {
        draft.countryCode = select.value;
        changed();
      },
    },
    h("option", { value: "" }, words.choose),
    ...countries(document.documentElement.lang).map(([code, name]) =>
      h("option", { value: code, selected: code === draft.countryCode }, name),
    ),
  );
  return [
    controlField(
      { pointer: "/countryCode", label: words.country, isOptional: true, check: () => null },
      select,
    ),
  ];
}
