import type { Icon } from "@tabler/icons-react";

/** An entry of the left navigation. With `children` it is the heading of a group. */
export interface NavigationItem {
  readonly label: string;
  readonly to: string;
  readonly icon?: Icon;
  readonly children?: readonly NavigationItem[];
}

/** All pages of a navigation, with the heading they stand under. */
export function pagesOf(
  items: readonly NavigationItem[],
  group?: string,
): (NavigationItem & { group?: string })[] {
  return items.flatMap((item) =>
    item.children ? pagesOf(item.children, item.label) : [group === undefined ? item : { ...item, group }],
  );
}
