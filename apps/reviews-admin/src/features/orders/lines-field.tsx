import { ActionIcon, Button, Group, Input, NumberInput, Paper, Select, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useProducts } from "../products/hooks.ts";

/** One line of an order while it is typed. */
export interface LineValues {
  productId: string | null;
  variantId: string | null;
  quantity: number;
}

/** The part of an order's form that this field works on. */
interface LinesForm {
  values: { lines: LineValues[] };
  insertListItem(path: string, item: unknown): void;
  removeListItem(path: string, index: number): void;
  setFieldValue(path: `lines.${number}`, value: LineValues): void;
  errors: Readonly<Record<string, React.ReactNode>>;
}

const emptyLine: LineValues = { productId: null, variantId: null, quantity: 1 };

/** What was bought: product, variant, quantity. */
export function LinesField({ form }: { form: LinesForm }) {
  const products = useProducts({ page: 1, pageSize: 100 }).data?.data ?? [];
  const { lines } = form.values;
  return (
    <Input.Wrapper label="Lines" labelElement="div" error={form.errors["lines"]}>
      <Stack gap="xs" my={6}>
        {lines.map((line, index) => {
          const variants = products.find((product) => product.productId === line.productId)?.variants ?? [];
          const change = (part: Partial<LineValues>): void =>
            form.setFieldValue(`lines.${index}`, { ...line, ...part });
          return (
            <Paper key={String(index)} p="sm">
              <Group gap="xs" align="flex-start">
                <Select
                  flex="1 1 160px"
                  aria-label={`Product of line ${index + 1}`}
                  placeholder="Product"
                  searchable
                  data={products.map((product) => ({ value: product.productId, label: product.productName }))}
                  value={line.productId}
                  onChange={(productId) => change({ productId, variantId: null })}
                  error={form.errors[`lines.${index}.productId`]}
                />
                {variants.length > 0 && (
                  <Select
                    flex="1 1 140px"
                    aria-label={`Variant of line ${index + 1}`}
                    placeholder="Variant"
                    clearable
                    data={variants.map((variant) => ({
                      value: variant.variantId,
                      label: variant.variantName,
                    }))}
                    value={line.variantId}
                    onChange={(variantId) => change({ variantId })}
                  />
                )}
                <NumberInput
                  w={80}
                  aria-label={`Quantity of line ${index + 1}`}
                  min={1}
                  max={100_000}
                  allowDecimal={false}
                  value={line.quantity}
                  onChange={(quantity) => change({ quantity: Number(quantity) || 1 })}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={`Remove line ${index + 1}`}
                  disabled={lines.length === 1}
                  onClick={() => form.removeListItem("lines", index)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            </Paper>
          );
        })}
      </Stack>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem("lines", emptyLine)}
      >
        Add a line
      </Button>
    </Input.Wrapper>
  );
}
