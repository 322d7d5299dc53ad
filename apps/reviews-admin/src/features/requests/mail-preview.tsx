import { CodeBlock, ErrorState, LoadingRows } from "@hark/ui";
import { Tabs, Text, Title } from "@mantine/core";
import { useRequestPreview } from "./hooks.ts";
import classes from "./requests.module.css";

/** The mail of a request: as it looks, and in plain text. */
export function MailPreview({ requestId }: { requestId: string }) {
  const preview = useRequestPreview(requestId);
  return (
    <section aria-label="The mail">
      <Title order={3} mb={4}>
        The mail
      </Title>
      {preview.isPending && <LoadingRows rows={4} />}
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && (
        <>
          <Text c="dimmed" mb="sm">
            Subject: {preview.data.subject}
          </Text>
          <Tabs defaultValue="html" keepMounted={false}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="html">As it looks</Tabs.Tab>
              <Tabs.Tab value="text">Plain text</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="html">
              {/* No scripts and no origin of its own: a mail is shown, not run. */}
              <iframe
                title="The mail as it looks"
                sandbox=""
                srcDoc={preview.data.html}
                className={classes["mail"]}
              />
            </Tabs.Panel>
            <Tabs.Panel value="text">
              <CodeBlock label="The mail in plain text" text={preview.data.text} maxHeight={560} wrap />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </section>
  );
}
