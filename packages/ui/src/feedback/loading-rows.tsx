import { Skeleton, Stack } from "@mantine/core";

/** Rows that are on their way. */
export function LoadingRows({ rows = 5, height = 20 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <Stack gap="md" p="md" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={`row-${String(index)}`} height={height} width={`${92 - (index % 3) * 9}%`} />
      ))}
    </Stack>
  );
}
