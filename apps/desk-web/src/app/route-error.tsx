import { ErrorState } from "@hark/ui";
import { useRouteError } from "react-router";

/** A page that could not be drawn or whose file did not come; reloading mends both, as after a new release. */
export function RouteError() {
  return <ErrorState error={useRouteError()} onRetry={() => window.location.reload()} />;
}
