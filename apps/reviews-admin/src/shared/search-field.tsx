import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

/** A search field that tells what was typed once the typing pauses. */
export function SearchField({
  label,
  value,
  onSearch,
}: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    told.current = next;
    onSearch(next.trim());
  }, 250);
  // Back, or a cleared filter, changes the value from outside; the reader's own typing must not be overwritten by it.
  useEffect(() => {
    if (value !== told.current.trim()) {
      told.current = value;
      setText(value);
    }
  }, [value]);
  const change = (next: string): void => {
    setText(next);
    tell(next);
  };
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} stroke={1.75} />}
      rightSection={
        text === "" ? null : (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => change("")} />
        )
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      w={{ base: "100%", sm: 220 }}
    />
  );
}
