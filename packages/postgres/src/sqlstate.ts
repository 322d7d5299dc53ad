/** SQLSTATE codes the code reacts to, by the name of what they mean. */
export const SqlState = {
  uniqueViolation: "23505",
  foreignKeyViolation: "23503",
  checkViolation: "23514",
  serializationFailure: "40001",
  deadlockDetected: "40P01",
  characterNotInRepertoire: "22021",
  idleInTransaction: "25P03",
  undefinedTable: "42P01",
  duplicateTable: "42P07",
  invalidPassword: "28P01",
  invalidCatalogName: "3D000",
  lockNotAvailable: "55P03",
  queryCanceled: "57014",
  adminShutdown: "57P01",
  cannotConnectNow: "57P03",
} as const;

/** The SQLSTATE of a thrown error, or undefined when it did not come from PostgreSQL. */
export function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && error.code.length === 5 ? error.code : undefined;
}

/** The constraint an error names (unique and foreign key violations), when it names one. */
export function constraintOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("constraint" in error)) return undefined;
  return typeof error.constraint === "string" ? error.constraint : undefined;
}
