import { NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import type { AttributeDraft } from "./draft.ts";

const LIMIT = 10;

/** The scale of a range: its ends and the words along it. */
export function ScaleFields({
  draft,
  faults,
  onChange,
}: {
  draft: AttributeDraft;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<AttributeDraft>) => void;
}) {
  const isCentered = draft.kind === "centered-range";
  return (
    <>
      <SimpleGrid cols={2}>
        {isCentered ? (
          <TextInput label="From" value={String(-draft.max)} readOnly description="Set by the upper end" />
        ) : (
          <NumberInput
            label="From"
            description="The lower end"
            min={-LIMIT}
            max={LIMIT}
            allowDecimal={false}
            value={draft.min}
            onChange={(min) => onChange({ min: Number(min) })}
            error={faults["min"]}
          />
        )}
        <NumberInput
          label="To"
          description="The upper end"
          min={isCentered ? 1 : -LIMIT}
          max={LIMIT}
          allowDecimal={false}
          value={draft.max}
          onChange={(max) => onChange({ max: Number(max) })}
          error={faults["max"]}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <TextInput
          label="Lower label"
          placeholder={isCentered ? "Runs small" : "Thin"}
          maxLength={60}
          value={draft.minLabel}
          onChange={(event) => onChange({ minLabel: event.currentTarget.value })}
        />
        <TextInput
          label="Middle label"
          placeholder={isCentered ? "True to size" : ""}
          maxLength={60}
          value={draft.midLabel}
          onChange={(event) => onChange({ midLabel: event.currentTarget.value })}
        />
        <TextInput
          label="Upper label"
          placeholder={isCentered ? "Runs large" : "Thick"}
          maxLength={60}
          value={draft.maxLabel}
          onChange={(event) => onChange({ maxLabel: event.currentTarget.value })}
        />
      </SimpleGrid>
    </>
  );
}
