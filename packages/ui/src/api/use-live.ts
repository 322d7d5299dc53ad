import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { coalesce } from "./coalesce.ts";
import { type LiveMessage, listen } from "./live-hub.ts";

const WINDOW_MS = 300;

/**
 * Hears what happens on the server under these topics (`customers`, `customer:<id>`, `klass:*`). Gives whether the
 * connection stands. Of a burst of messages with one topic and type the first and the last are heard. After a break
 * everything on the page is read anew, as messages may have been missed.
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
    const gathered = coalesce((message) => latest.current(message), WINDOW_MS);
    const end = listen({
      topics: joined.split(","),
      onMessage: gathered.take,
      onState: (open, isAgain) => {
        setOpen(open);
        if (open && isAgain) void queries.invalidateQueries();
      },
    });
    return () => {
      end();
      gathered.stop();
    };
  }, [joined, queries]);
  return isOpen;
}
