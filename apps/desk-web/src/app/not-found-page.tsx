import { NotFoundState, PageHeader } from "@hark/ui";

/** For addresses that no page has. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Not found" />
      <NotFoundState
        title="There is no page at this address"
        text="Perhaps it was deleted, or the address lost a part on its way."
        way={{ to: "/customers", label: "Go to Customers" }}
      />
    </>
  );
}
