import { Center, Paper, Text, Title } from "@mantine/core";
import { StoreCreationForm } from "./store-creation-form.tsx";

/** What an organisation without any store sees: everything else needs one. */
export function FirstStore() {
  return (
    <Center mih="100vh" p="md">
      <Paper p="xl" w="100%" maw={440}>
        <Title order={1}>Name your store</Title>
        <Text c="dimmed" mb="lg">
          Reviews, products and requests belong to a store. You can add others later.
        </Text>
        <StoreCreationForm onDone={() => undefined} />
      </Paper>
    </Center>
  );
}
