import type { KustomerIntegration } from "@hark/contract";
import { Button, Code, TextInput } from "@mantine/core";
import { useEffect, useRef } from "react";
import classes from "./integrations.module.css";

const MASK = "•".repeat(16);

/**
 * **API Key**: visible while it is typed, so that a bad paste is seen; masked for ever once it is saved. `value` undefined
 * keeps the saved key.
 */
export function ApiKeyField({
  saved,
  value,
  error,
  onChange,
}: {
  saved: KustomerIntegration["apiKey"];
  value: string | undefined;
  error: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const isMasked = value === undefined;
  const wasMasked = useRef(isMasked);
  useEffect(() => {
    if (wasMasked.current && !isMasked) input.current?.focus();
    wasMasked.current = isMasked;
  }, [isMasked]);
  return (
    <TextInput
      ref={input}
      label="API Key"
      description={
        <>
          Needs the permission <Code>org.hook</Code>. Stored encrypted; never shown again.
        </>
      }
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder={saved.set ? "Paste the new key" : "Paste the key"}
      autoComplete="off"
      spellCheck={false}
      data-1p-ignore
      classNames={{ input: classes["mono"] ?? "" }}
      readOnly={isMasked}
      value={isMasked ? `${MASK} ${saved.lastChars ?? ""}`.trimEnd() : value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      rightSectionWidth={saved.set ? 84 : 0}
      rightSection={
        saved.set ? (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={isMasked ? "Replace the API Key" : "Keep the saved API Key"}
            onClick={() => onChange(isMasked ? "" : undefined)}
          >
            {isMasked ? "Replace" : "Keep"}
          </Button>
        ) : null
      }
    />
  );
}
