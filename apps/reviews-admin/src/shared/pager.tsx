import { Group, Pagination, Text } from "@mantine/core";
import type { Page } from "./page.ts";

/** Where one stands in a list, and the way to its other pages. Nothing while the list is empty or on its way. */
export function Pager({
  meta,
  noun,
  onPage,
}: {
  meta: Page<unknown>["meta"] | undefined;
  /** One and many of what is listed, such as `["review", "reviews"]`. */
  noun: readonly [string, string];
  onPage: (page: number) => void;
}) {
  if (meta === undefined || meta.total === 0) return null;
  return (
    <Group justify="space-between" mt="sm" gap="xs">
      <Text size="sm" c="dimmed">
        {meta.total.toLocaleString()} {noun[meta.total === 1 ? 0 : 1]}
      </Text>
      {meta.totalPages > 1 && (
        <Pagination
          size="sm"
          total={meta.totalPages}
          value={meta.page}
          onChange={onPage}
          getItemProps={(page) => ({ "aria-label": `Page ${page}` })}
        />
      )}
    </Group>
  );
}
