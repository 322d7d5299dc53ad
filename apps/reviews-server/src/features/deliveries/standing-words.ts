import type { Delivery } from "@hark/contract";

/** The deliveries of one record in a few sentences: the desk's first, then whichever did not arrive, then a count of those that did. */
export function standingWords(deliveries: readonly Delivery[]): string {
  const desk = deliveries.find(({ integration }) => integration === "kustomer");
  const others = deliveries.filter(({ integration }) => integration !== "kustomer");
  const late = others.filter(({ state }) => state !== "succeeded");
  const arrived = others.length - late.length;
  return [
    desk
      ? `${desk.words}.`
      : "Not sent to Kustomer: the integration was off when the review came in. Only reviews that come in while it is on are sent.",
    ...late.map(({ words, type }) => `${type}: ${words}.`),
    ...(arrived === 0
      ? []
      : [`${arrived} ${arrived === 1 ? "webhook has" : "webhooks have"} what they were to be told.`]),
  ].join(" ");
}
