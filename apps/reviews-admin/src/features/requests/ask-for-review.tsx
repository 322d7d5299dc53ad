import { CopyField, fieldErrors, toastDone } from "@hark/ui";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconLink, IconMail } from "@tabler/icons-react";
import { useCreateRequest } from "./hooks.ts";

/** Asks for a review of one line: a link to hand over, or the mail at once. */
export function AskForReview(props: {
  orderId: string;
  productId: string;
  /** Whom the mail goes to. */
  email: string;
}) {
  const create = useCreateRequest();
  const ask = (send: boolean): void =>
    create.mutate(
      { orderId: props.orderId, productId: props.productId, send },
      {
        onSuccess: () =>
          toastDone(send ? `The request is on its way to ${props.email}.` : "The link is made."),
      },
    );
  if (create.data)
    return (
      <CopyField
        label="Link"
        description="Shown this once. The request can give a fresh one at any time."
        value={create.data.url}
      />
    );
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          size="xs"
          leftSection={<IconMail size={14} />}
          loading={create.isPending && create.variables.send}
          onClick={() => ask(true)}
        >
          Send by e-mail
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconLink size={14} />}
          loading={create.isPending && !create.variables.send}
          onClick={() => ask(false)}
        >
          Create a link
        </Button>
      </Group>
      {create.isError ? (
        <Alert color="red" role="alert">
          {Object.values(fieldErrors(create.error))[0] ?? create.error.message}
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          Goes to {props.email}.
        </Text>
      )}
    </Stack>
  );
}
