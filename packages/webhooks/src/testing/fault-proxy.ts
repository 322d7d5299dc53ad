import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type Fault, misbehave } from "./faults.ts";

/** A receiver that misbehaves on the wire, or stands before one that works and spoils the way to it. */
export interface FaultProxy {
  /** `http://…/hook` of the proxy. */
  readonly url: string;
  /** The same with `https`: what answers is never TLS. */
  readonly secureUrl: string;
  /** Connections ever made, and those that the other side has not ended yet. */
  readonly connections: number;
  readonly open: number;
  /** The most that were open at one time. */
  readonly peak: number;
  /** Bytes that were handed to the network by faults; shows when the other side stops reading. */
  readonly written: number;
  /** What the next connections meet, in order; the last one stays in force. */
  script(...faults: Fault[]): void;
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. `target` is where `pass` and `latency` lead to, such as a catcher's address. */
export async function startFaultProxy(target?: string): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  // Those whose other side is still there; a half-open one keeps its own side for ever.
  const held = new Set<Socket>();
  const count = { connections: 0, peak: 0, closed: 0 };
  let faults: Fault[] = ["pass"];

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    count.connections += 1;
    sockets.add(socket);
    held.add(socket);
    count.peak = Math.max(count.peak, held.size);
    // The other side may vanish at any moment; that is what this is for.
    socket.on("error", () => {});
    socket.on("end", () => void held.delete(socket));
    socket.on("close", () => {
      held.delete(socket);
      count.closed += socket.bytesWritten;
      sockets.delete(socket);
    });
    const fault = (faults.length > 1 ? faults.shift() : faults[0]) ?? "pass";
    if (fault === "pass") pass(socket, target, 0);
    else if (typeof fault === "object") pass(socket, target, fault.latency);
    else misbehave(socket, fault);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a TCP port

  return {
    url: `http://127.0.0.1:${port}/hook`,
    secureUrl: `https://127.0.0.1:${port}/hook`,
    get connections() {
      return count.connections;
    },
    get open() {
      return held.size;
    },
    get peak() {
      return count.peak;
    },
    get written() {
      return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, count.closed);
    },
    script: (...next) => {
      faults = next;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Leads a connection to the receiver behind the proxy; everything it sends back comes `delayMs` late. */
function pass(socket: Socket, target: string | undefined, delayMs: number): void {
  if (target === undefined) throw new Error("this fault needs a target: startFaultProxy(catcher.url)");
  const { hostname, port } = new URL(target);
  const behind = connect({ host: hostname, port: Number(port) });
  const end = (): void => {
    behind.destroy();
    socket.destroy();
  };
  behind.on("error", end);
  behind.on("close", end);
  socket.on("close", end);
  socket.on("end", () => behind.end());
  socket.on("data", (chunk) => behind.write(chunk));
  behind.on("data", (chunk) => {
    if (delayMs === 0) socket.write(chunk);
    else setTimeout(() => socket.write(chunk), delayMs);
  });
}
