import { useSearchParams } from "react-router";

/** Which panel is open, kept in the address (`?panel=create`), so that it can be sent and Back closes it. */
export function usePanel(): {
  readonly panel: string | null;
  open(panel: string): void;
  close(): void;
} {
  const [params, setParams] = useSearchParams();
  const set = (panel: string | null): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (panel === null) next.delete("panel");
      else next.set("panel", panel);
      return next;
    });
  return { panel: params.get("panel"), open: set, close: () => set(null) };
}
