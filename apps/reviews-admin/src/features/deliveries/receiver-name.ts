/** What a receiver is called: Kustomer, its description, or the host it is at. */
export function receiverName(endpoint: {
  readonly kind: string;
  readonly description: string;
  readonly url: string;
}): string {
  if (endpoint.kind === "kustomer") return "Kustomer";
  if (endpoint.description !== "") return endpoint.description;
  return URL.canParse(endpoint.url) ? new URL(endpoint.url).host : endpoint.url;
}
