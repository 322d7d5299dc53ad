import { confirmAction, toastDone, toastError } from "@hark/ui";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";

interface Props {
  /** What the record of this page is called. */
  readonly name: string;
  readonly deleting: {
    /** The words in the menu. */
    readonly label: string;
    /** The words on the button that deletes. */
    readonly confirm: string;
    /** What goes with it. */
    readonly text: string;
    run(): Promise<unknown>;
    /** Leaves the page, which shows nothing any more. */
    onDone(): void;
  };
  /** Items over the deletion. */
  readonly children?: ReactNode;
}

/** What is seldom done with the record of a page; the last of it is deleting it. */
export function MoreMenu({ name, deleting, children }: Props) {
  const remove = useMutation({
    mutationFn: deleting.run,
    onSuccess: () => {
      toastDone(`${name} was deleted`);
      deleting.onDone();
    },
    onError: toastError,
  });
  const ask = async (): Promise<void> => {
    const question = {
      title: `Delete ${name}?`,
      text: deleting.text,
      label: deleting.confirm,
      danger: true,
    };
    if (await confirmAction(question)) remove.mutate();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={34} aria-label="More">
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void ask()}>
          {deleting.label}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
