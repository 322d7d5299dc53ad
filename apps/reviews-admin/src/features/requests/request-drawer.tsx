import type { ReviewRequest } from "@hark/contract";
import {
  CopyField,
  ErrorState,
  LoadingRows,
  RelativeTime,
  StatusBadge,
  statusOf,
  toastDone,
  toastError,
} from "@hark/ui";
import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconLink, IconMail } from "@tabler/icons-react";
import { Link } from "react-router";
import { SidePanel } from "../../shared/side-panel.tsx";
import { useFreshLink, useRequest, useSendRequest } from "./hooks.ts";
import { MailPreview } from "./mail-preview.tsx";

/** One request: its state, its link, its mail. */
export function RequestDrawer({
  requestId,
  onClose,
}: {
  requestId: string | undefined;
  onClose: () => void;
}) {
  const request = useRequest(requestId);
  return (
    <SidePanel isOpen={requestId !== undefined} onClose={onClose} size={680} title="Request">
      {requestId !== undefined && request.isPending && <LoadingRows rows={6} />}
      {request.isError && <ErrorState error={request.error} onRetry={() => void request.refetch()} />}
      {request.data && <RequestView key={request.data.requestId} request={request.data} />}
    </SidePanel>
  );
}

function RequestView({ request }: { request: ReviewRequest }) {
  const send = useSendRequest();
  const link = useFreshLink();
  const { tone, words } = statusOf("request", request.state);
  const isOpen = request.state !== "reviewed" && request.state !== "canceled";
  return (
    <Stack gap="lg">
      <div>
        <Group justify="space-between" mb="xs">
          <StatusBadge tone={tone}>{words}</StatusBadge>
          {isOpen && (
            <Group gap="xs">
              <Button
                size="xs"
                leftSection={<IconMail size={14} />}
                loading={send.isPending || request.state === "sending"}
                onClick={() =>
                  send.mutate(request.requestId, {
                    onSuccess: () => toastDone(`The request is on its way to ${request.reviewerEmail}.`),
                    onError: toastError,
                  })
                }
              >
                {request.sentAt === null ? "Send" : "Send again"}
              </Button>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconLink size={14} />}
                loading={link.isPending}
                onClick={() => link.mutate(request.requestId, { onError: toastError })}
              >
                Get a link
              </Button>
            </Group>
          )}
        </Group>
        <Text fw={500}>
          {request.productName}
          {request.variantName && ` · ${request.variantName}`}
        </Text>
        <Text c="dimmed">
          {request.reviewerName}, {request.reviewerEmail}, order {request.orderId}
        </Text>
        <Text size="sm" c="dimmed">
          Made <RelativeTime at={request.createdAt} />
          {request.sentAt && (
            <>
              , sent <RelativeTime at={request.sentAt} />
            </>
          )}
          , good until <RelativeTime at={request.expiresAt} />
          {request.reward && ` · reward: ${request.reward.description}`}
        </Text>
      </div>
      {request.problem && (
        <Alert color="red" title="The mail could not be sent">
          {request.problem}
        </Alert>
      )}
      {request.reviewId && (
        <Anchor component={Link} to={`/reviews/${request.reviewId}`}>
          Open the review it brought
        </Anchor>
      )}
      {link.data && (
        <CopyField
          label="Link"
          description="Shown this once. Links given out before stay good."
          value={link.data.url}
        />
      )}
      <MailPreview requestId={request.requestId} />
    </Stack>
  );
}
