import type { Attribute } from "@hark/contract";
import { EmptyState, ErrorState, LoadingRows, PageBody, PageHeader } from "@hark/ui";
import { Button, Paper } from "@mantine/core";
import { IconListDetails, IconPlus } from "@tabler/icons-react";
import { useFilters } from "../../shared/filters.ts";
import { SidePanel } from "../../shared/side-panel.tsx";
import { AttributeEditor } from "./attribute-editor.tsx";
import { AttributeList } from "./attribute-list.tsx";
import { useAttributes } from "./hooks.ts";

const NEW = "new";

/** Settings > Attributes: the store's own questions in the review form. */
export function AttributesPage() {
  const attributes = useAttributes();
  const filters = useFilters();
  const chosen = filters.get("attribute");
  const open = (id: string | undefined): void => filters.set({ attribute: id });
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => open(NEW)}>
      New attribute
    </Button>
  );
  const edited = attributes.data?.find((attribute) => attribute.id === chosen);
  const isOpen = chosen === NEW || edited !== undefined;
  return (
    <>
      <PageHeader
        title="Attributes"
        crumbs={[{ label: "Settings" }]}
        text="Your own questions in the review form. The answers are shown with the review and sent to the desk."
        actions={attributes.data && attributes.data.length > 0 ? add : undefined}
      />
      <PageBody>
        <Paper>
          {attributes.isPending && <LoadingRows />}
          {attributes.isError && (
            <ErrorState error={attributes.error} onRetry={() => void attributes.refetch()} />
          )}
          {attributes.data &&
            (attributes.data.length === 0 ? (
              <EmptyState
                icon={IconListDetails}
                title="Ask what matters for your products"
                text="Does it run large? How warm is it? How tall are you? Each answer helps the next shopper decide."
                action={add}
              />
            ) : (
              <AttributeList attributes={attributes.data} onOpen={(one) => open(one.id)} />
            ))}
        </Paper>
      </PageBody>
      <SidePanel
        isOpen={isOpen}
        onClose={() => open(undefined)}
        size={620}
        title={edited ? "Edit attribute" : "New attribute"}
      >
        {isOpen && <Editor key={chosen} attribute={edited} onDone={() => open(undefined)} />}
      </SidePanel>
    </>
  );
}

function Editor({ attribute, onDone }: { attribute: Attribute | undefined; onDone: () => void }) {
  return <AttributeEditor {...(attribute ? { attribute } : {})} onDone={onDone} />;
}
