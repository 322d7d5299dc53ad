/** Something about a workflow that a person should know: an error keeps it from being enabled, a warning explains. */
export interface Problem {
  readonly severity: "error" | "warning";
  readonly code: string;
  /** The step it concerns; the trigger's is "1". */
  readonly step?: string;
  /** Where in the step, such as `params.email` or `transitions.0`. */
  readonly field?: string;
  readonly message: string;
  readonly cure: string;
}

/** A field of a step. */
export interface Place {
  readonly step: string;
  readonly field: string;
}
