import { CodeBlock } from "./code-block.tsx";

/** A value as JSON, to be read and copied. `maxHeight` in pixels. */
export function JsonView({
  value,
  maxHeight = 360,
}: {
  readonly value: unknown;
  readonly maxHeight?: number;
}) {
  const text = JSON.stringify(value, null, 2) ?? "nothing";
  return <CodeBlock text={text} maxHeight={maxHeight} label="JSON" />;
}
