const order = ["failed", "pending", "succeeded", "canceled"];

/** Of several deliveries' states the one that asks for attention first; undefined when there are none. */
export function worstState(states: readonly string[]): string | undefined {
  return order.find((state) => states.includes(state)) ?? states[0];
}
