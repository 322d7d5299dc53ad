import { Text } from "@mantine/core";

/** A field's name with its type, as the guide writes it: **Email** (string). */
export function ParamLabel({ title, type }: { readonly title: string; readonly type: string }) {
  return (
    <>
      {title}{" "}
      <Text span inherit c="dimmed" fw={400}>
        ({type})
      </Text>
    </>
  );
}
