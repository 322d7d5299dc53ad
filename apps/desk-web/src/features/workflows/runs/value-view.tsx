import type { Json } from "@hark/kernel";
import { JsonView } from "@hark/ui";
import { Text } from "@mantine/core";

interface Props {
  readonly label: string;
  readonly value: Json;
  /** Pixels. */
  readonly maxHeight?: number;
}

/** A value of a run under its name. */
export function ValueView({ label, value, maxHeight = 280 }: Props) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed" mb={4}>
        {label}
      </Text>
      <JsonView value={value} maxHeight={maxHeight} />
    </div>
  );
}
