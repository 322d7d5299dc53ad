import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { MailStore } from "./mail-store.ts";

/** A mail server of Hark's own on the loopback address: what it takes in can be read on the mailbox page, and goes nowhere. */
export interface LocalSmtp {
  readonly url: string;
  stop(): Promise<void>;
}

const MAX_MAIL_BYTES = 10_000_000;

/** Starts it on a free port. */
export async function startLocalSmtp(store: MailStore): Promise<LocalSmtp> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MAX_MAIL_BYTES,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (stream.sizeExceeded) return done(new Error("the mail is larger than 10 MB"));
        store.add(Buffer.concat(chunks));
        return done();
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // A client that breaks off in the middle is its own trouble.
  server.on("error", () => {});
  const { port } = server.server.address() as AddressInfo; // it listens on a TCP port, so this is never a pipe's name
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) };
}
