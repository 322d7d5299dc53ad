import { toError } from "@hark/kernel";
import type { DelivererOptions } from "./deliverer.ts";
import { type AttemptResult, BREAKER_FAILURES, isReceiverFailure, openUntil, stopOf } from "./delivery.ts";
import { noteFailure, noteRecovery, openBreaker, stopEndpoint } from "./endpoint-health-store.ts";
import type { StoppedReason } from "./endpoint-store.ts";
import type { ClaimedDelivery } from "./outbox-store.ts";

/** Notes what an attempt says about its receiver: breaker, recovery, and whether anything more is sent there. */
export async function noteHealth(
  options: DelivererOptions,
  delivery: ClaimedDelivery,
  result: AttemptResult,
): Promise<void> {
  const { database, clock, live } = options;
  const { org_id: orgId, endpoint_id: endpointId } = delivery;
  const now = clock.now();
  const stop = stopOf(result);
  if (stop !== undefined && (await stopEndpoint(database, orgId, endpointId, stop, now)))
    await tellStopped(options, orgId, endpointId, stop);
  if (isReceiverFailure(result)) {
    const wasProbe = delivery.failures >= BREAKER_FAILURES;
    const { failures, stopped } = await noteFailure(database, orgId, endpointId, { now, wasProbe });
    const until = openUntil(failures, now);
    if (until) await openBreaker(database, orgId, endpointId, until);
    if (stopped) await tellStopped(options, orgId, endpointId, "failing");
  } else if (delivery.failures > 0) {
    await noteRecovery(database, orgId, endpointId, now);
  }
  live.publish(orgId, "deliveries", { type: "delivery", id: delivery.delivery_id });
}

async function tellStopped(
  { log, notices }: DelivererOptions,
  orgId: string,
  endpointId: string,
  reason: StoppedReason,
): Promise<void> {
  log.info({ orgId, endpointId, reason }, "an endpoint was stopped");
  await notices
    ?.endpointStopped(orgId, endpointId, reason)
    .catch((error: unknown) =>
      log.error(
        { err: toError(error), orgId, endpointId },
        "nobody could be told that an endpoint was stopped",
      ),
    );
}
