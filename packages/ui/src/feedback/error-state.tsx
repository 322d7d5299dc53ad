import { Button, Code, Stack, Text, Title } from "@mantine/core";
import { ApiError } from "../api/api-error.ts";

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Says what went wrong where something should have been, and offers to try again. */
export function ErrorState({ error, onRetry }: Props) {
  const isKnown = error instanceof ApiError;
  const words = isKnown ? error.detail : error instanceof Error ? error.message : String(error);
  return (
    <Stack role="alert" align="center" gap="xs" py={48} px="md" ta="center">
      <Title order={2}>{isKnown && error.status === 404 ? "Not found" : "This could not be shown"}</Title>
      <Text c="dimmed" maw={480}>
        {words}
      </Text>
      {isKnown && error.status > 0 && <Code fz="xs">{`${error.status} ${error.code}`}</Code>}
      {onRetry && (
        <Button variant="default" mt="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Stack>
  );
}
