import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CUSTOMERS, customerKey, getCustomer, listCustomers, nameOf } from "../../customers/customer.ts";

interface Props {
  /** The customer's id, or empty. */
  readonly value: string;
  onChange(id: string): void;
}

const PAUSE_MS = 250;

/** Chooses a customer by name, e-mail address or phone number. */
export function CustomerSelect({ value, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, PAUSE_MS);
  const found = useQuery({
    queryKey: [...CUSTOMERS, "list", search, 1],
    queryFn: () => listCustomers({ search, page: 1 }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: customerKey(value),
    queryFn: () => getCustomer(value),
    enabled: value !== "",
  });
  const listed = found.data?.data ?? [];
  const own = chosen.data?.data;
  const all = own && !listed.some(({ id }) => id === own.id) ? [own, ...listed] : listed;
  return (
    <Select
      label="Customer"
      placeholder="Any customer"
      searchable
      clearable
      nothingFoundMessage={found.isFetching ? "Searching …" : "No customer has this"}
      // The server has searched: what it found need not have the words in its name.
      filter={({ options }) => options}
      data={all.map((customer) => ({ value: customer.id, label: nameOf(customer) }))}
      value={value === "" ? null : value}
      onSearchChange={setTyped}
      onChange={(id) => onChange(id ?? "")}
    />
  );
}
