import type { HookKind } from "@hark/workflow/core";
import { Group, Text } from "@mantine/core";
import { IconForms, IconMail, IconWebhook } from "@tabler/icons-react";
import { hookKinds } from "./kinds.ts";

const icons = { web: IconWebhook, form: IconForms, email: IconMail } as const satisfies Record<
  HookKind,
  unknown
>;

/** The kind of a hook: its icon and its name. */
export function KindMark({ kind }: { readonly kind: HookKind }) {
  const Icon = icons[kind];
  return (
    <Group gap={6} wrap="nowrap" c="dimmed">
      <Icon size={15} stroke={1.7} aria-hidden="true" />
      <Text size="sm" component="span">
        {hookKinds.find((one) => one.kind === kind)?.label}
      </Text>
    </Group>
  );
}
