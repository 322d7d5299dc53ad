import type { AttributeKind } from "@hark/contract";
import {
  type Icon,
  IconAdjustments,
  IconChecklist,
  IconForms,
  IconSelector,
  IconSlideshow,
} from "@tabler/icons-react";

/** The five kinds of attribute, as the editor offers them. */
export const kinds: Readonly<Record<AttributeKind, { label: string; text: string; icon: Icon }>> = {
  "drop-down": { label: "Drop-down", text: "One of several options", icon: IconSelector },
  "multi-select": { label: "Multi-select", text: "Any of several options", icon: IconChecklist },
  "centered-range": {
    label: "Centered range",
    text: "Runs small – true to size – runs large",
    icon: IconSlideshow,
  },
  range: { label: "Range", text: "A scale from low to high", icon: IconAdjustments },
  text: { label: "Text", text: "In the reviewer's own words", icon: IconForms },
};

export const hasOptions = (kind: AttributeKind): boolean => kind === "drop-down" || kind === "multi-select";
export const hasScale = (kind: AttributeKind): boolean => kind === "range" || kind === "centered-range";
