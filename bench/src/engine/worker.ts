// The executor in a process of its own, as `hark start --roles run` has it. Any message is answered by its resident memory.
import { createLiveBus, openDatabase } from "@hark/postgres";
import { makeExecutor } from "./workflow.ts";

const database = openDatabase({ url: process.env["DATABASE_URL"] ?? "", applicationName: "bench worker" });
const live = createLiveBus(database);
const executor = makeExecutor(database, { live });
await live.start();
await executor.start();
process.on("message", () => process.send?.({ rssMb: process.memoryUsage().rss / 2 ** 20 }));
process.on("disconnect", () => {
  void (async () => {
    await executor.stop();
    await live.stop();
    await database.close();
    process.exit(0);
  })();
});
process.send?.({});
