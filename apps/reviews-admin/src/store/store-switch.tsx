import { Select } from "@mantine/core";
import { IconBuildingStore } from "@tabler/icons-react";
import { useCurrentStore } from "./current-store.tsx";

/** Changes the store worked on; nothing while there is only one. */
export function StoreSwitch() {
  const { store, stores, choose } = useCurrentStore();
  if (stores.length < 2) return null;
  return (
    <Select
      aria-label="Store"
      size="sm"
      allowDeselect={false}
      leftSection={<IconBuildingStore size={16} stroke={1.75} />}
      data={stores.map((one) => ({ value: one.slug, label: one.name }))}
      value={store.slug}
      onChange={(slug) => slug && choose(slug)}
    />
  );
}
