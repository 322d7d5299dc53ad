import type { AttributeKind } from "@hark/contract";
import { attributeKinds } from "@hark/contract";
import { Group, Radio, Text } from "@mantine/core";
import classes from "./attributes.module.css";
import { kinds } from "./kinds.ts";

/** Chooses the kind of a new attribute. */
export function KindPicker({
  kind,
  onChange,
}: {
  kind: AttributeKind;
  onChange: (kind: AttributeKind) => void;
}) {
  return (
    <Radio.Group
      label="Kind"
      value={kind}
      onChange={(value) => onChange(attributeKinds.find((one) => one === value) ?? kind)}
    >
      <div className={classes["kinds"]} style={{ marginTop: 6 }}>
        {attributeKinds.map((one) => {
          const { label, text, icon: KindIcon } = kinds[one];
          return (
            <Radio.Card key={one} value={one} className={classes["kind"] ?? ""}>
              <Group gap={8} wrap="nowrap">
                <KindIcon size={18} stroke={1.7} aria-hidden="true" />
                <Text fw={500}>{label}</Text>
              </Group>
              <Text size="sm" c="dimmed">
                {text}
              </Text>
            </Radio.Card>
          );
        })}
      </div>
    </Radio.Group>
  );
}
