import { statuses } from "@hark/ui";
import { Button, Collapse, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustments, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { HOOKS, listHooks } from "../../hooks/hook.ts";
import type { Workflow } from "../workflow.ts";
import { CustomerSelect } from "./customer-select.tsx";
import { InstantInput } from "./instant-input.tsx";
import classes from "./run-filters.module.css";
import { moreCount, type RunSearch, runStates, spans } from "./run-search.ts";
import { TypedInput } from "./typed-input.tsx";

interface Props {
  readonly search: RunSearch;
  readonly workflows: readonly Workflow[];
  onChange(search: RunSearch): void;
}

/** What runs are searched by; the less common conditions fold away. */
export function RunFilters({ search, workflows, onChange }: Props) {
  const count = moreCount(search);
  const [isOpen, more] = useDisclosure(count > 0);
  return (
    <search aria-label="Search runs">
      <div className={classes["filters"]}>
        <TypedInput
          name="Text in what started it"
          placeholder="Text in what came in: a name, an e-mail address, an order"
          leftSection={<IconSearch size={15} />}
          value={search.q}
          onChange={(q) => onChange({ ...search, q })}
        />
        <Select
          aria-label="Workflow"
          placeholder="Any workflow"
          clearable
          searchable
          data={workflows.map(({ id, attributes }) => ({ value: id, label: attributes.name }))}
          value={search.workflow === "" ? null : search.workflow}
          onChange={(workflow) => onChange({ ...search, workflow: workflow ?? "", step: "" })}
        />
        <Select
          aria-label="Result"
          placeholder="Any result"
          clearable
          data={runStates.map((state) => ({ value: state, label: statuses.run[state].words }))}
          value={search.state === "" ? null : search.state}
          onChange={(value) =>
            onChange({ ...search, state: runStates.find((state) => state === value) ?? "" })
          }
        />
        <Select
          aria-label="When"
          allowDeselect={false}
          data={[...spans]}
          value={search.span}
          onChange={(value) =>
            onChange({ ...search, span: spans.find((span) => span.value === value)?.value ?? "week" })
          }
        />
        <Button
          variant="default"
          leftSection={<IconAdjustments size={15} />}
          aria-expanded={isOpen}
          onClick={more.toggle}
        >
          {count === 0 ? "More" : `More · ${count}`}
        </Button>
      </div>
      {search.span === "range" && <Range search={search} onChange={onChange} />}
      <Collapse expanded={isOpen}>
        {isOpen && <MoreFilters search={search} workflows={workflows} onChange={onChange} />}
      </Collapse>
    </search>
  );
}

function Range({ search, onChange }: Pick<Props, "search" | "onChange">) {
  return (
    <div className={classes["more"]}>
      <InstantInput label="From" value={search.from} onChange={(from) => onChange({ ...search, from })} />
      <InstantInput label="To" value={search.to} onChange={(to) => onChange({ ...search, to })} />
    </div>
  );
}

function MoreFilters({ search, workflows, onChange }: Props) {
  const hooks = useQuery({ queryKey: HOOKS, queryFn: listHooks });
  const workflow = workflows.find(({ id }) => id === search.workflow);
  return (
    <div className={classes["more"]}>
      <Select
        label="Hook"
        placeholder="Any hook"
        clearable
        data={(hooks.data?.data ?? []).map(({ id, attributes }) => ({ value: id, label: attributes.title }))}
        value={search.hook === "" ? null : search.hook}
        onChange={(hook) => onChange({ ...search, hook: hook ?? "" })}
      />
      <CustomerSelect value={search.customer} onChange={(customer) => onChange({ ...search, customer })} />
      {workflow ? (
        <Select
          label="Came to the step"
          placeholder="Any step"
          clearable
          data={workflow.attributes.steps.map(({ id, meta }) => ({
            value: id,
            label: typeof meta?.["displayName"] === "string" ? `${meta["displayName"]} (${id})` : id,
          }))}
          value={search.step === "" ? null : search.step}
          onChange={(step) => onChange({ ...search, step: step ?? "" })}
        />
      ) : (
        <TypedInput
          name="Came to the step"
          label="Came to the step"
          placeholder="Its id, such as find"
          value={search.step}
          onChange={(step) => onChange({ ...search, step })}
        />
      )}
      <TypedInput
        name="Text in the error"
        label="Text in the error"
        placeholder="badparam, timed out …"
        value={search.error}
        onChange={(error) => onChange({ ...search, error })}
      />
    </div>
  );
}
