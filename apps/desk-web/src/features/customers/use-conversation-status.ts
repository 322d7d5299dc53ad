import { toastError, toastUndo } from "@hark/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ConversationAttributes, changeConversation } from "./customer.ts";

type Status = ConversationAttributes["status"];

interface Subject {
  readonly id: string;
  readonly attributes: { readonly status: Status };
}

/** Sets the state of a conversation and offers to undo it. `shownIn` is the query key of what shows its state. */
export function useConversationStatus(
  { id, attributes }: Subject,
  shownIn: readonly unknown[],
): (status: Status) => void {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (status: Status) => changeConversation(id, { status }),
    onError: toastError,
    onSettled: () => void queries.invalidateQueries({ queryKey: shownIn }),
  });
  return (status) => {
    const before = attributes.status;
    change.mutate(status, {
      onSuccess: () => toastUndo(status === "done" ? "Done" : "Open again", () => change.mutate(before)),
    });
  };
}
