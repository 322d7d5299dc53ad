import { toastDone } from "@hark/ui";
import { hookOfEventName } from "@hark/workflow/core";
import { Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { SidePanel } from "../../../shared/side-panel.tsx";
import { DebugSwitch } from "../../hooks/debug-switch.tsx";
import { asStepOutput, HOOKS, type Hook, kindOf, listHooks, nameOf } from "../../hooks/hook.ts";
import { HookAddress } from "../../hooks/hook-address.tsx";
import { HookForm } from "../../hooks/hook-form.tsx";
import { KeysOfHook } from "../../hooks/keys-of-hook.tsx";
import { hookKinds } from "../../hooks/kinds.ts";
import { TransactionList } from "../../hooks/transaction-list.tsx";
import { changeTrigger } from "../model/document-edits.ts";
import { useEditor } from "./editor-context.ts";

/** The hook that starts the workflow: choose one or make one; its address, its keys, and what it received. */
export function TriggerHook() {
  const { document, edit } = useEditor();
  const [isCreating, creating] = useDisclosure(false);
  const hooks = useQuery({ queryKey: HOOKS, queryFn: listHooks });
  const choose = (hook: Hook): void =>
    edit((now) => changeTrigger(now, { eventName: hook.attributes.eventName, callable: undefined }));
  const list = hooks.data?.data ?? [];
  const chosen = list.find((hook) => hook.attributes.eventName === document.trigger.eventName);
  const isLost =
    hooks.data !== undefined && !chosen && hookOfEventName(document.trigger.eventName ?? "") !== undefined;
  return (
    <Stack>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Select
          label="Hook"
          placeholder={list.length === 0 ? "No hooks yet" : "Choose a hook"}
          style={{ flex: 1 }}
          data={list.map((hook) => ({ value: hook.id, label: labelOf(hook) }))}
          value={chosen?.id ?? null}
          allowDeselect={false}
          onChange={(id) => {
            const hook = list.find((one) => one.id === id);
            if (hook) choose(hook);
          }}
        />
        <Button
          variant={list.length === 0 ? "filled" : "default"}
          leftSection={<IconPlus size={15} />}
          onClick={creating.open}
        >
          Create hook
        </Button>
      </Group>
      {isLost && (
        <Text size="xs" c="var(--hark-bad)">
          The document names a hook that is not here ({document.trigger.eventName}). Choose another one, or
          create it.
        </Text>
      )}
      {chosen && <ChosenHook key={chosen.id} hook={chosen} />}
      <SidePanel title="Create hook" isOpen={isCreating} onClose={creating.close}>
        <HookForm
          onCreated={(hook) => {
            choose(hook);
            creating.close();
          }}
        />
      </SidePanel>
    </Stack>
  );
}

/** Its title, and for what is no webhook its kind. */
function labelOf(hook: Hook): string {
  const kind = kindOf(hook);
  const { label } = hookKinds.find((one) => one.kind === kind) ?? {};
  return kind === "web" ? hook.attributes.title : `${hook.attributes.title} (${label})`;
}

function ChosenHook({ hook }: { readonly hook: Hook }) {
  const { setExample } = useEditor();
  return (
    <Stack>
      <HookAddress hook={hook} />
      <KeysOfHook hook={hook} />
      <DebugSwitch hook={hook} />
      {hook.attributes.debug && (
        <div>
          <Title order={3} mb="xs">
            Last received
          </Title>
          <TransactionList
            hook={nameOf(hook)}
            limit={5}
            actionsFor={(transaction) => (
              <Button
                variant="light"
                size="compact-xs"
                style={{ flex: "none" }}
                onClick={() => {
                  setExample(asStepOutput(transaction));
                  toastDone("It is the example data now");
                }}
              >
                Use as example
              </Button>
            )}
          />
        </div>
      )}
    </Stack>
  );
}
