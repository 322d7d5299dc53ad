import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type LiveMessage, listen } from "./live-hub.ts";

/**
 * Hears what happens on the server under these topics (`customers`, `customer:<id>`, `klass:*`). Gives whether the
 * connection stands. After a break everything on the page is read anew, as messages may have been missed.
 */
export function useLive(topics: readonly string[], onMessage: (message: LiveMessage) => void): boolean {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const latest = useRef(onMessage);
  useEffect(() => {
    latest.current = onMessage;
  });
  const joined = topics.join(",");
  useEffect(() => {
    if (joined === "") return undefined;
    return listen({
      topics: joined.split(","),
      onMessage: (message) => latest.current(message),
      onState: (open, isAgain) => {
        setOpen(open);
        if (open && isAgain) void queries.invalidateQueries();
      },
    });
  }, [joined, queries]);
  return isOpen;
}
