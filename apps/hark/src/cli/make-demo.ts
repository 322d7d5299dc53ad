import { compose } from "../compose/compose.ts";
import { openLog } from "../compose/log.ts";
import { readConfig } from "../config.ts";
import { readSecret } from "../data-folder.ts";
import { openMigrated } from "../database.ts";
import { makeDemo } from "../demo/make-demo.ts";
import { exitCode } from "./output.ts";

/**
 * Makes the first owner and the demo, over the database of the instance that asks for it. Nothing listens and nothing is sent
 * from here: the instance hears of the new reviews and delivers them.
 */
export async function makeDemoOfInstance(): Promise<number> {
  const config = readConfig(process.env);
  const { HARK_OWNER_EMAIL: email, HARK_OWNER_PASSWORD: password, SMTP_URL: smtpUrl } = config.values;
  const open = await openMigrated(config, "hark demo");
  const hark = await compose({
    config,
    database: open.database,
    logger: openLog(config.dataDir, false),
    secret: readSecret(config.dataDir, config.values.HARK_SECRET),
    smtpUrl,
  });
  try {
    const owner = { organisation: "Birch & Tide", name: "Owner", email, password };
    const { orgId } = await hark.accounts.createOwner(owner);
    await makeDemo(hark, config, orgId);
  } finally {
    await hark.stop();
    await open.close(false);
  }
  return exitCode.ok;
}
