import { api } from "@hark/ui";

/** How long transactions and runs of the organisation are kept. */
export interface Retention {
  /** Null when the installation's default holds. */
  readonly runsDays: number | null;
  readonly defaultDays: number;
  readonly choices: readonly number[];
}

export const RETENTION = ["settings", "retention"] as const;
export const getRetention = (): Promise<{ readonly data: Retention }> => api.get("/v1/settings/retention");
export const changeRetention = (runsDays: number | null): Promise<{ readonly data: Retention }> =>
  api.put("/v1/settings/retention", { runsDays });

/** "90 days", "a year". */
export const daysWords = (days: number): string => (days === 365 ? "a year" : `${days} days`);
