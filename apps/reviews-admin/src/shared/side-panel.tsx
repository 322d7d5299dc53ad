import { Drawer, Title } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import type { ReactNode } from "react";
import { openDialogs } from "./open-dialogs.ts";

/** A panel beside the list it was opened from; the whole width on phones. `size` in pixels. */
export function SidePanel({
  title,
  isOpen,
  onClose,
  size = 560,
  children,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  size?: number;
  children: ReactNode;
}) {
  // Escape closes what is on top only: a question asked by the panel, an open list in it, else the panel.
  const onKey = (event: KeyboardEvent): void => {
    if (!isOpen || event.key !== "Escape" || event.isComposing || openDialogs() > 1) return;
    const { target } = event;
    const isKept =
      target instanceof Element && target.getAttribute("data-mantine-stop-propagation") === "true";
    if (!isKept) onClose();
  };
  useWindowEvent("keydown", onKey, { capture: true });
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      closeOnEscape={false}
      position="right"
      size={size}
      title={
        <Title order={2} component="span">
          {title}
        </Title>
      }
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {children}
    </Drawer>
  );
}
