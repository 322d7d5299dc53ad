export * from "./dice.ts";
export { type SimulationCounts, SimulationFault, simulate } from "./simulation/simulate.ts";
