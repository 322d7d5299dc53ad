export { baits, fill } from "../core/baits.ts";
export * from "./dice.ts";
export { type SimulationCounts, SimulationFault, simulate } from "./simulation/simulate.ts";
