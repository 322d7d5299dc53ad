import { type MerchantReview, type RejectionReason, rejectionReason, rejectionReasons } from "@hark/contract";
import { StatusBadge, statusOf, toastDone, toastError, toastUndo } from "@hark/ui";
import { Button, Group, Kbd, Modal, Radio, Stack, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import { useDecide } from "./hooks.ts";

const reasons: Readonly<Record<string, string>> = rejectionReasons;

/** Where the review stands, and publishing or withholding it (`a`, `r`). */
export function ReviewDecisionBar({ review }: { review: MerchantReview }) {
  const decide = useDecide();
  const [isAsking, reject] = useDisclosure(false);
  const { tone, words } = statusOf("review", review.status);
  const before = {
    reviewId: review.reviewId,
    status: review.status,
    ...(review.status === "rejected" ? reasonOf(review.reason) : {}),
  };
  const undo = (): void =>
    decide.mutate(before, { onSuccess: () => toastDone("Undone."), onError: toastError });
  const approve = (): void =>
    decide.mutate(
      { reviewId: review.reviewId, status: "approved" },
      { onSuccess: () => toastUndo("The review is on your shop.", undo), onError: toastError },
    );
  const onReject = (reason: RejectionReason): void => {
    reject.close();
    decide.mutate(
      { reviewId: review.reviewId, status: "rejected", reason },
      { onSuccess: () => toastUndo("The review is hidden from your shop.", undo), onError: toastError },
    );
  };
  useHotkeys([
    ["a", () => !isAsking && review.status !== "approved" && approve()],
    ["r", () => review.status !== "rejected" && reject.open()],
  ]);
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <StatusBadge tone={tone}>{words}</StatusBadge>
        {review.reason && (
          <Text size="sm" c="dimmed">
            {reasons[review.reason] ?? review.reason}
          </Text>
        )}
      </Group>
      <Group gap="xs">
        {review.status !== "approved" && (
          <Button
            size="xs"
            onClick={approve}
            loading={decide.isPending}
            rightSection={<Kbd size="xs">a</Kbd>}
          >
            Publish
          </Button>
        )}
        {review.status !== "rejected" && (
          <Button size="xs" variant="default" onClick={reject.open} rightSection={<Kbd size="xs">r</Kbd>}>
            Hide…
          </Button>
        )}
      </Group>
      <Modal opened={isAsking} onClose={reject.close} title="Why is it hidden?">
        <RejectForm onReject={onReject} />
      </Modal>
    </Group>
  );
}

function reasonOf(reason: string | null): { reason?: RejectionReason } {
  const known = rejectionReason.safeParse(reason);
  return known.success ? { reason: known.data } : {};
}

function RejectForm({ onReject }: { onReject: (reason: RejectionReason) => void }) {
  const [reason, setReason] = useState("");
  const known = rejectionReason.safeParse(reason);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (known.success) onReject(known.data);
      }}
    >
      <Text c="dimmed" mb="md">
        A low rating is no reason: hiding reviews for that is unlawful in many countries.
      </Text>
      <Radio.Group value={reason} onChange={setReason} aria-label="Reason">
        <Stack gap="xs">
          {Object.entries(rejectionReasons).map(([code, words]) => (
            <Radio key={code} value={code} label={words} />
          ))}
        </Stack>
      </Radio.Group>
      <Group justify="flex-end" mt="lg">
        <Button type="submit" color="red" disabled={!known.success}>
          Hide the review
        </Button>
      </Group>
    </form>
  );
}
