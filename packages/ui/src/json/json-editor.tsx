import { Input, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";

// The editor is larger than all the rest of a page; it comes when one is needed.
const CodeEditor = lazy(async () => ({ default: (await import("./code-editor.tsx")).CodeEditor }));

interface Props {
  /** The text; it need not be JSON while one types. */
  readonly value: string;
  onChange(value: string): void;
  readonly error?: string | undefined;
  readonly label?: string;
  readonly description?: string;
  readonly placeholder?: string;
  /** Pixels. */
  readonly height?: number;
  readonly readOnly?: boolean;
}

/** Editing JSON as text, with its colours and folding. */
export function JsonEditor({
  value,
  onChange,
  error,
  label,
  description,
  placeholder,
  height = 280,
  readOnly,
}: Props) {
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Suspense fallback={<Skeleton height={height} mt={4} />}>
        <CodeEditor
          value={value}
          onChange={onChange}
          height={height}
          label={label ?? "JSON"}
          placeholder={placeholder}
          readOnly={readOnly ?? false}
          hasError={error !== undefined}
        />
      </Suspense>
    </Input.Wrapper>
  );
}
