import { CloseButton, TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  /** What the field is called. */
  readonly name: string;
  readonly value: string;
  /** Told once one pauses. */
  onChange(value: string): void;
}

const PAUSE_MS = 350;

/** A field of a filter, which takes effect once one stops typing. */
export function TypedInput({ name, value, onChange, ...rest }: Props) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    told.current = next.trim();
    onChange(next.trim());
  }, PAUSE_MS);
  // Set from elsewhere, as by Back.
  useEffect(() => {
    if (told.current === value) return;
    told.current = value;
    setText(value);
  }, [value]);
  const type = (next: string): void => {
    setText(next);
    tell(next);
  };
  return (
    <TextInput
      {...rest}
      aria-label={name}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      rightSection={
        text === "" ? null : <CloseButton aria-label={`Empty ${name}`} size="sm" onClick={() => type("")} />
      }
    />
  );
}
