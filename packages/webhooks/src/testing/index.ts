export { type Catcher, type Caught, type Reply, startCatcher } from "./catcher.ts";
export { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
export type { Fault, WireFault } from "./faults.ts";
