import { CodeBlock, PageBody, PageHeader, toastDone } from "@hark/ui";
import { Anchor, Button, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconExternalLink, IconPlus } from "@tabler/icons-react";
import { Card } from "../../shared/card.tsx";
import { useCurrentStore } from "../../store/current-store.tsx";
import { StoreCreationForm } from "./store-creation-form.tsx";
import { StoreForm } from "./store-form.tsx";

/** Settings > Stores: the store worked on, its snippet for the shop, and more stores. */
export function StoresPage() {
  const { store, stores, choose } = useCurrentStore();
  const [isNew, create] = useDisclosure(false);
  const origin = window.location.origin;
  const snippet = [
    `<script src="${origin}/widget/hark-reviews.js" defer></script>`,
    `<hark-write-review store="${store.slug}" product="PRODUCT_ID"></hark-write-review>`,
    `<hark-reviews store="${store.slug}" product="PRODUCT_ID"></hark-reviews>`,
  ].join("\n");
  return (
    <>
      <PageHeader
        title={store.name}
        crumbs={[{ label: "Settings" }, { label: "Stores" }]}
        text={
          stores.length > 1 ? `One of ${stores.length} stores; change it above the navigation.` : undefined
        }
        actions={
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={create.open}>
            New store
          </Button>
        }
      />
      <PageBody narrow>
        <Stack>
          <StoreForm key={store.slug} store={store} />
          <Card
            title="On your shop"
            text="Paste this into the product page and put the product's id in place of PRODUCT_ID."
          >
            <CodeBlock label="Snippet" text={snippet} wrap />
            <Text size="sm" mt="sm">
              <Anchor href={`/shop/${store.slug}`} target="_blank" rel="noreferrer">
                See it on the demo page <IconExternalLink size={14} style={{ verticalAlign: "-2px" }} />
              </Anchor>
            </Text>
          </Card>
        </Stack>
      </PageBody>
      <Modal opened={isNew} onClose={create.close} title="New store">
        <StoreCreationForm
          onDone={(made) => {
            create.close();
            choose(made.slug);
            toastDone(`${made.name} is there, and you are working on it now.`);
          }}
        />
      </Modal>
    </>
  );
}
