/**
 * The contract of everything that runs in the background: started once, stopped as often as one likes. `stop` resolves
 * when the work in hand is done.
 */
export interface Service {
  start(): Promise<void>;
  stop(): Promise<void>;
}
