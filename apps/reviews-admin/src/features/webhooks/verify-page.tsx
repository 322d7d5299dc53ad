import { PageBody, PageHeader } from "@hark/ui";
import { Alert, Button, Group, Paper, PasswordInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "../integrations/integrations.module.css";
import { useVerify } from "./hooks.ts";

const crumbs = [
  { label: "Settings" },
  { label: "Integrations", to: "/settings/integrations" },
  { label: "Webhooks", to: "/settings/integrations/webhooks" },
];
const mono = { input: classes["mono"] ?? "" };
const empty = { key: "", id: "", timestamp: "", signature: "", body: "" };

/** Checks a message as a receiver got it: is it genuine, and if not, what is most likely wrong. */
export function VerifyPage() {
  const verify = useVerify();
  const [message, setMessage] = useState(empty);
  const change = (part: Partial<typeof empty>): void => {
    verify.reset();
    setMessage((before) => ({ ...before, ...part }));
  };
  const { key, ...rest } = message;
  const keys = key.startsWith("whpk_") ? { publicKey: key.trim() } : { secret: key.trim() };
  return (
    <>
      <PageHeader title="Check a signature" crumbs={crumbs} />
      <PageBody>
        <Paper
          p="lg"
          maw={760}
          component="form"
          onSubmit={(event: React.FormEvent) => {
            event.preventDefault();
            verify.mutate({ ...rest, ...keys });
          }}
        >
          <Stack>
            <Text c="dimmed">
              Paste what your receiver got, to the letter. Nothing of it is kept. A message older than five
              minutes is refused, as receivers should refuse it.
            </Text>
            <PasswordInput
              label="Secret or public key"
              placeholder="whsec_… or whpk_…"
              autoComplete="off"
              classNames={{ innerInput: classes["mono"] ?? "" }}
              value={key}
              onChange={(event) => change({ key: event.currentTarget.value })}
            />
            <Group grow align="flex-start">
              <TextInput
                label="webhook-id"
                classNames={mono}
                value={message.id}
                onChange={(event) => change({ id: event.currentTarget.value })}
              />
              <TextInput
                label="webhook-timestamp"
                classNames={mono}
                value={message.timestamp}
                onChange={(event) => change({ timestamp: event.currentTarget.value })}
              />
            </Group>
            <TextInput
              label="webhook-signature"
              placeholder="v1,…"
              classNames={mono}
              value={message.signature}
              onChange={(event) => change({ signature: event.currentTarget.value })}
            />
            <Textarea
              label="Body"
              description="As it came, before anything parsed it."
              autosize
              minRows={6}
              maxRows={20}
              spellCheck={false}
              classNames={mono}
              value={message.body}
              onChange={(event) => change({ body: event.currentTarget.value })}
            />
            {verify.data && (
              <Alert
                aria-live="polite"
                color={verify.data.ok ? "brand" : "red"}
                title={verify.data.ok ? "It is genuine" : "It is not"}
              >
                {verify.data.message}
              </Alert>
            )}
            {verify.isError && (
              <Alert color="red" role="alert">
                {verify.error.message}
              </Alert>
            )}
            <Group>
              <Button type="submit" loading={verify.isPending} disabled={key.trim() === ""}>
                Check
              </Button>
            </Group>
          </Stack>
        </Paper>
      </PageBody>
    </>
  );
}
