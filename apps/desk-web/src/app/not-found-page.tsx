import { EmptyState, PageHeader } from "@hark/ui";
import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "react-router";

/** For addresses that no page has. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={IconMapOff}
        title="There is no page at this address"
        text="Perhaps it was deleted, or the address lost a part on its way."
        action={
          <Button component={Link} to="/customers">
            Go to Customers
          </Button>
        }
      />
    </>
  );
}
