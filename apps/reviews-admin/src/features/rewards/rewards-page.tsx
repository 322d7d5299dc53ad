import type { RewardSettings } from "@hark/contract";
import { ErrorState, fieldErrors, LoadingRows, PageBody, PageHeader, toastDone, toastError } from "@hark/ui";
import { Alert, Button, Code, Group, Paper, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSlug } from "../../store/current-store.tsx";
import { useReward, useSaveReward } from "./hooks.ts";

/** Settings > Rewards: what a review earns, whatever it says. */
export function RewardsPage() {
  const reward = useReward();
  const slug = useSlug();
  return (
    <>
      <PageHeader title="Rewards" crumbs={[{ label: "Settings" }]} text="A thank-you for every review." />
      <PageBody narrow>
        <Paper p="lg">
          {reward.isPending && <LoadingRows />}
          {reward.isError && <ErrorState error={reward.error} onRetry={() => void reward.refetch()} />}
          {reward.data && <RewardForm key={slug} reward={reward.data} />}
        </Paper>
      </PageBody>
    </>
  );
}

function RewardForm({ reward }: { reward: RewardSettings }) {
  const save = useSaveReward();
  const form = useForm({
    initialValues: reward,
    validate: {
      description: (value, { enabled }) =>
        enabled && value.trim() === "" ? "Say what the shopper gets" : null,
      prefix: (value) => (/^[A-Z0-9]{0,12}$/.test(value) ? null : "Up to 12 capitals and digits"),
    },
  });
  const submit = (values: RewardSettings): void =>
    save.mutate(values, {
      onSuccess: (saved) => {
        form.setInitialValues(saved);
        form.reset();
        toastDone("The reward is saved.");
      },
      onError: (error) => {
        const faults = fieldErrors(error);
        if (Object.keys(faults).length === 0) toastError(error);
        else form.setErrors(faults);
      },
    });
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <Switch
          label="Give a coupon for every review"
          description="Each review earns one code, whatever its rating. Shoppers see “Received a reward” beside it, as the law asks."
          {...form.getInputProps("enabled", { type: "checkbox" })}
        />
        <TextInput
          label="What the shopper gets"
          placeholder="$5 off your next order"
          maxLength={200}
          {...form.getInputProps("description")}
        />
        <TextInput
          label="Codes begin with"
          placeholder="OKR"
          maxLength={12}
          w={180}
          {...form.getInputProps("prefix")}
          onChange={(event) => form.setFieldValue("prefix", event.currentTarget.value.toUpperCase())}
        />
        <Text size="sm" c="dimmed">
          A code looks like <Code>{form.values.prefix}…</Code>. Requests that were sent keep the reward they
          promised.
        </Text>
        {!form.values.enabled && <Alert color="gray">Off: no reward is promised and none is given.</Alert>}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
