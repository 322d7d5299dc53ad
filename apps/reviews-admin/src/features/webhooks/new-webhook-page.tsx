import { PageBody, PageHeader, SecretOnce } from "@hark/ui";
import { Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { emptyDraft } from "./draft.ts";
import { useCreateWebhook } from "./hooks.ts";
import { SigningField, WebhookForm } from "./webhook-form.tsx";

const crumbs = [
  { label: "Settings" },
  { label: "Integrations", to: "/settings/integrations" },
  { label: "Webhooks", to: "/settings/integrations/webhooks" },
];

/** Making a webhook; then its secret, this once. */
export function NewWebhookPage() {
  const navigate = useNavigate();
  const create = useCreateWebhook();
  const [signing, setSigning] = useState<"v1" | "v1a">("v1");
  const made = create.data;
  return (
    <>
      <PageHeader title={made ? "Its secret" : "New webhook"} crumbs={crumbs} />
      <PageBody>
        <Stack maw={760}>
          {made ? (
            <Paper p="lg">
              <SecretOnce
                value={made.secret}
                label={signing === "v1" ? "Signing secret" : "Private signing key"}
                onDone={() => void navigate(`/settings/integrations/webhooks/${made.id}`)}
              >
                <Text size="sm" c="dimmed">
                  {signing === "v1"
                    ? "Give it to the receiver: with it, any library of Standard Webhooks verifies what arrives."
                    : "Hark signs with it. The receiver needs the public key only, which stays on the webhook's page."}
                </Text>
              </SecretOnce>
            </Paper>
          ) : (
            <>
              <Paper p="lg">
                <SigningField value={signing} onChange={setSigning} />
              </Paper>
              <WebhookForm
                start={emptyDraft}
                label="Create webhook"
                isSaving={create.isPending}
                error={create.error}
                onSave={(body) => create.mutate({ ...body, signing })}
              />
            </>
          )}
        </Stack>
      </PageBody>
    </>
  );
}
