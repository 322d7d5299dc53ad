export { type Catcher, type Caught, type Reply, startCatcher } from "./catcher.ts";
