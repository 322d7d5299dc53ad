import { Button, Checkbox, Popover, ScrollArea, Stack } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";

/** One filter as a chip that opens its choices; any of the chosen ones will do. */
export function FilterMenu({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: readonly { readonly value: string; readonly label: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}) {
  const chosen = choices.filter((choice) => value.includes(choice.value)).map((choice) => choice.label);
  const words =
    chosen.length === 0 ? label : `${label}: ${chosen.length > 2 ? chosen.length : chosen.join(", ")}`;
  return (
    <Popover position="bottom-start" shadow="sm" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={14} />}
          maw={260}
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <ScrollArea.Autosize mah={280}>
          <Checkbox.Group aria-label={label} value={[...value]} onChange={onChange}>
            <Stack gap="xs" pr="sm">
              {choices.map((choice) => (
                <Checkbox key={choice.value} value={choice.value} label={choice.label} />
              ))}
            </Stack>
          </Checkbox.Group>
        </ScrollArea.Autosize>
        {chosen.length > 0 && (
          <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => onChange([])}>
            Clear
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
