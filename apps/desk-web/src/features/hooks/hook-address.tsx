import { CodeBlock, CopyField } from "@hark/ui";
import { Anchor, Collapse, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Hook } from "./hook.ts";

/** A hook's address with copy, and the command that sends to it. */
export function HookAddress({
  hook,
  example,
}: {
  readonly hook: Hook;
  readonly example?: string | undefined;
}) {
  const [isOpen, command] = useDisclosure(false);
  return (
    <Stack gap={6}>
      <CopyField
        label="API URL"
        value={hook.attributes.url}
        description="Paste it into the system that sends."
      />
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        onClick={command.toggle}
        aria-expanded={isOpen}
      >
        {isOpen ? "Hide the command" : "Send with curl"}
      </Anchor>
      <Collapse expanded={isOpen}>
        <CodeBlock wrap label="Command" text={curlFor(hook.attributes.url, example ?? '{"hello": "desk"}')} />
      </Collapse>
    </Stack>
  );
}

const curlFor = (url: string, body: string): string =>
  [
    `curl -X POST '${url}'`,
    "  -H 'Authorization: Bearer <API Key>'",
    "  -H 'Content-Type: application/json'",
    `  -d '${body.replaceAll("'", String.raw`'\''`)}'`,
  ].join(" \\\n");
