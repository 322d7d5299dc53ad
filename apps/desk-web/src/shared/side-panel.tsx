import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  onClose(): void;
  /** Pixels; phones give it the whole screen. */
  readonly width?: number;
  readonly children: ReactNode;
}

/** A panel from the right, for what belongs to the page behind it. */
export function SidePanel({ title, isOpen, onClose, width = 460, children }: Props) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={title}
      position="right"
      size={`min(${width}px, 100vw)`}
      closeButtonProps={{ "aria-label": "Close" }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
    >
      {children}
    </Drawer>
  );
}
