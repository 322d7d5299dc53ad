import { confirmAction } from "@hark/ui";
import { useEffect } from "react";
import { useBlocker } from "react-router";

/** Asks before a page with unsaved changes is left. */
export function useLeaveGuard(hasChanges: boolean): void {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => hasChanges && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void confirmAction({
      title: "Leave without saving?",
      text: "The changes of this draft are lost.",
      label: "Leave",
      danger: true,
    }).then((leave) => (leave ? blocker.proceed() : blocker.reset()));
  }, [blocker]);
  useEffect(() => {
    if (!hasChanges) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [hasChanges]);
}
