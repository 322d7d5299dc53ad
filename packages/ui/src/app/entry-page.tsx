import { Center, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Logo } from "../shell/logo.tsx";
import { type Product, productNames } from "./product.ts";

interface Props {
  readonly product: Product;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** The frame of the pages before one is in. */
export function EntryPage({ product, title, text, children }: Props) {
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper w="100%" maw={400} p="xl" radius="lg">
        <Stack gap="lg">
          <Logo name={productNames[product]} />
          <div>
            <Title order={1}>{title}</Title>
            <Text c="dimmed" mt={4}>
              {text}
            </Text>
          </div>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
