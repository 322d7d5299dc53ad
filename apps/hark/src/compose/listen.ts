import { createServer } from "node:net";
import type { Server } from "@hark/http";
import { StartError } from "../start-error.ts";

/** Listens, or says in one line why it cannot. `setting` is the variable that chooses the port. */
export async function listen(server: Server, host: string, port: number, setting: string): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw listenError(error, host, port, setting);
  }
}

/** The port to use: the one that was asked for, once it is known to be free, or for 0 any free one. */
export async function choosePort(host: string, port: number, setting: string): Promise<number> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(port, host, resolve);
    });
    const address = probe.address();
    return typeof address === "object" && address ? address.port : port;
  } catch (error) {
    throw listenError(error, host, port, setting);
  } finally {
    if (probe.listening) await new Promise((resolve) => probe.close(resolve));
  }
}

function listenError(error: unknown, host: string, port: number, setting: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const cause = { cause: error };
  if (code === "EADDRINUSE")
    return new StartError(
      `port ${port} on ${host} is taken by another program; stop that one, or choose another port: ${setting}=${port + 1} npm start`,
      cause,
    );
  if (code === "EACCES")
    return new StartError(
      `this user may not listen on port ${port}; choose one above 1023: ${setting}=…`,
      cause,
    );
  if (code === "EADDRNOTAVAIL")
    return new StartError(`this machine has no address ${host}; correct HARK_HOST`, cause);
  return error;
}
