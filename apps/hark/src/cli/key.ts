import { type App, createAccounts, firstOrganisation } from "@hark/accounts";
import { secureRandom, systemClock } from "@hark/kernel";
import { readConfig } from "../config.ts";
import { readSecret } from "../data-folder.ts";
import { StartError } from "../start-error.ts";
import { exitCode, print } from "./output.ts";
import { withDatabase } from "./with-database.ts";

interface KeyOptions {
  readonly app: App;
  readonly name: string;
  /** Separated by commas. */
  readonly roles: string;
  readonly expiresInDays?: string;
  readonly json?: boolean;
}

/** `hark desk key`, `hark reviews key`: makes an API key of the first organisation and prints the token, alone. */
export async function makeKey(options: KeyOptions): Promise<number> {
  const config = readConfig(process.env);
  const { row, token } = await withDatabase(async (database) => {
    const organisation = await firstOrganisation(database);
    if (!organisation)
      throw new StartError(
        `there is no organisation yet; open ${config.deskUrl} and make the first owner, or start with HARK_DEMO=1`,
      );
    const accounts = createAccounts({
      database,
      secret: readSecret(config.dataDir, config.values.HARK_SECRET),
      origins: [config.reviewsUrl, config.deskUrl],
      clock: systemClock,
      random: secureRandom,
    });
    try {
      return await accounts.createKey({
        orgId: organisation.id,
        app: options.app,
        name: options.name,
        roles: options.roles
          .split(",")
          .map((role) => role.trim())
          .filter(Boolean),
        expiresInDays: options.expiresInDays === undefined ? undefined : Number(options.expiresInDays),
        createdBy: null,
      });
    } finally {
      await accounts.stop();
    }
  });
  print(options.json, { id: row.id, name: row.name, roles: row.roles, token }, token);
  return exitCode.ok;
}
