import type { Variant } from "@hark/contract";
import { ActionIcon, Button, Group, Input, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";

/** The part of a product's form that this field works on. */
interface VariantForm {
  values: { variants: Variant[] };
  insertListItem(path: string, item: unknown): void;
  removeListItem(path: string, index: number): void;
  getInputProps(path: string): object;
}

const emptyVariant: Variant = { variantId: "", variantName: "", sku: "" };

/** The variants of a product: id, name and SKU, one per line. */
export function VariantsField({ form }: { form: VariantForm }) {
  const { variants } = form.values;
  return (
    <Input.Wrapper label="Variants" labelElement="div">
      {variants.length === 0 && (
        <Text size="sm" c="dimmed">
          None: the product comes in one form only.
        </Text>
      )}
      <Stack gap={8} my={6}>
        {variants.map((_, index) => (
          // Variants are told apart by where they stand: their ids may be equal or empty while they are typed.
          <Group key={String(index)} gap={6} align="flex-start">
            <TextInput
              flex="3 1 110px"
              placeholder="Id"
              aria-label={`Id of variant ${index + 1}`}
              {...form.getInputProps(`variants.${index}.variantId`)}
            />
            <TextInput
              flex="4 1 120px"
              placeholder="Name"
              aria-label={`Name of variant ${index + 1}`}
              {...form.getInputProps(`variants.${index}.variantName`)}
            />
            <TextInput
              flex="2 1 80px"
              placeholder="SKU"
              aria-label={`SKU of variant ${index + 1}`}
              {...form.getInputProps(`variants.${index}.sku`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove variant ${index + 1}`}
              onClick={() => form.removeListItem("variants", index)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem("variants", emptyVariant)}
      >
        Add a variant
      </Button>
    </Input.Wrapper>
  );
}
