import { ErrorState, LoadingRows, PageBody, PageHeader } from "@hark/ui";
import { Alert, Anchor, Button, Paper, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { Link } from "react-router";
import { useCurrentStore } from "../../store/current-store.tsx";
import { Checklist } from "./checklist.tsx";
import { useHome } from "./hooks.ts";
import { NewestReviews } from "./newest-reviews.tsx";
import { Numbers } from "./numbers.tsx";

/** Home: what is left to set up, how the last 30 days went, the newest reviews. */
export function HomePage() {
  const { store } = useCurrentStore();
  const home = useHome();
  const waiting = home.data?.pendingReviews ?? 0;
  return (
    <>
      <PageHeader
        title="Home"
        badges={<Text c="dimmed">{store.name}</Text>}
        actions={
          <Button
            component="a"
            variant="default"
            href={`/shop/${store.slug}`}
            target="_blank"
            rel="noreferrer"
            rightSection={<IconExternalLink size={16} />}
          >
            Shop page
          </Button>
        }
      />
      <PageBody>
        <Stack>
          {home.isPending && (
            <Paper>
              <LoadingRows rows={6} />
            </Paper>
          )}
          {home.isError && (
            <Paper>
              <ErrorState error={home.error} onRetry={() => void home.refetch()} />
            </Paper>
          )}
          {home.data && (
            <>
              {waiting > 0 && (
                <Alert color="yellow">
                  {waiting === 1 ? "A review waits" : `${waiting} reviews wait`} for approval.{" "}
                  <Anchor component={Link} to="/reviews?status=pending" underline="always">
                    Look at {waiting === 1 ? "it" : "them"}
                  </Anchor>
                </Alert>
              )}
              <Checklist checklist={home.data.checklist} slug={store.slug} />
              <Numbers numbers={home.data.last30Days} now={new Date(home.dataUpdatedAt)} />
            </>
          )}
          <NewestReviews />
        </Stack>
      </PageBody>
    </>
  );
}
