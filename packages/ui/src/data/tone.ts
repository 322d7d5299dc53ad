/** How something stands, as colour: well, failed, not there yet, off. */
export type Tone = "good" | "bad" | "wait" | "idle";
