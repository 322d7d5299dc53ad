import { EmptyState } from "@hark/ui";
import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "react-router";

/** What stands at an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <EmptyState
      icon={IconMapOff}
      title="There is no page here"
      text="The link may be old or cut short."
      action={
        <Button component={Link} to="/">
          Go to Home
        </Button>
      }
    />
  );
}
