import { NotFoundState } from "@hark/ui";

/** What stands at an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <NotFoundState
      title="There is no page here"
      text="The link may be old or cut short."
      way={{ to: "/", label: "Go to Home" }}
    />
  );
}
