import { Group, Text } from "@mantine/core";
import classes from "./logo.module.css";

/** The mark with the app's name. */
export function Logo({ name }: { readonly name: string }) {
  return (
    <Group gap={10} wrap="nowrap">
      <span className={classes["mark"]} aria-hidden="true">
        H
      </span>
      <Text fw={600} fz={15}>
        {name}
      </Text>
    </Group>
  );
}
