import type { ReviewDelivery } from "@hark/contract";
import { statusOf, type Tone } from "@hark/ui";
import { Text, Tooltip, VisuallyHidden } from "@mantine/core";
import classes from "./reviews.module.css";
import { worstState } from "./worst-state.ts";

/** How a review's deliveries fare, as one dot; the words on hover. */
export function DeliveryDot({ deliveries }: { deliveries: readonly ReviewDelivery[] }) {
  const state = worstState(deliveries.map((delivery) => delivery.state));
  if (state === undefined)
    return (
      <Tooltip label="Not sent anywhere">
        <Text span c="dimmed">
          –
        </Text>
      </Tooltip>
    );
  const tone: Tone = statusOf("delivery", state).tone;
  const words = deliveries.map((delivery) => delivery.words).join(" · ");
  return (
    <Tooltip label={words} multiline maw={320}>
      <span className={classes["dot"]} data-tone={tone}>
        <VisuallyHidden>{words}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
