import type { HookKind } from "@hark/workflow/core";
import { Radio, Stack } from "@mantine/core";
import { hookKinds } from "./kinds.ts";

interface Props {
  readonly value: HookKind;
  onChange(kind: HookKind): void;
}

/** Chooses the kind of a hook. */
export function KindChoice({ value, onChange }: Props) {
  return (
    <Radio.Group
      label="Kind"
      value={value}
      onChange={(chosen) => onChange(hookKinds.find(({ kind }) => kind === chosen)?.kind ?? "web")}
    >
      <Stack gap={8} pt={6}>
        {hookKinds.map(({ kind, label, text }) => (
          <Radio key={kind} value={kind} label={label} description={text} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
