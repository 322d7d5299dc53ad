export * from "./longest-hold.ts";
