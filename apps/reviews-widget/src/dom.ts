type Value = string | number | boolean | undefined | ((event: Event) => void);
type Child = Node | string | null | false | undefined;

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element: functions become listeners (`onclick`), true an empty attribute, false and undefined none. Text is
 * only ever added as text, so nothing a shopper wrote can become markup.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

const paths = {
  star: "M12 2.6l2.9 5.9 6.5.9-4.7 4.6 1.1 6.5-5.8-3.1-5.8 3.1 1.1-6.5L2.6 9.4l6.5-.9z",
  close: "M6 6l12 12M18 6L6 18",
  camera: "M4 8h3l1.6-2.5h6.8L17 8h3v11H4zM12 16.2a3.2 3.2 0 100-6.4 3.2 3.2 0 000 6.4z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  retry: "M19 12a7 7 0 11-2.1-5M19 3v4.5h-4.5",
} as const;

/** A picture that says nothing by itself; the words stand beside it or in its parent's label. */
export function icon(name: keyof typeof paths): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${name}-icon`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

let count = 0;
/** An id no other element of the page has. */
export const uniqueId = (): string => `hark-${++count}`;

/** A style sheet that shadow roots share. */
export function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}
