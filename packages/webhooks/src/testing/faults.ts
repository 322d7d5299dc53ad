import type { Socket } from "node:net";

/** What is wrong with a connection. */
export type Fault = "pass" | { readonly latency: number } | WireFault;

/** Faults of the receiver itself. */
export type WireFault =
  | "reset at once"
  | "reset before the answer"
  | "reset after the headers"
  | "close before the answer"
  | "half-open"
  | "half a status line"
  | "slow headers"
  | "slow body"
  | "endless body"
  | "endless chunk size"
  | "truncated body"
  | "truncated chunks"
  | "garbage"
  | "endless garbage"
  | "empty answer"
  | "100 flood"
  | "103 flood"
  | "switching protocols"
  | "huge header"
  | "many headers"
  | "length too short"
  | "length too long"
  | "two lengths"
  | "length and chunks"
  | "negative length"
  | "two answers"
  | "redirect to metadata";

const OK = "HTTP/1.1 200 OK\r\n";
const DRIP_MS = 20;

type Misbehaviour = (socket: Socket) => void;

const answers: Readonly<Record<string, string>> = {
  "half a status line": "HTTP/1.1 20",
  "empty answer": "\r\n\r\n",
  garbage: "SSH-2.0-OpenSSH_9.6\r\n\r\n\u0000\u0001\u0002",
  "switching protocols":
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
  "huge header": `${OK}x-large: ${"x".repeat(1_000_000)}\r\ncontent-length: 2\r\n\r\nok`,
  "many headers": `${OK}${"x-many: 1\r\n".repeat(20_000)}content-length: 2\r\n\r\nok`,
  "length too short": `${OK}content-length: 2\r\n\r\nok and much more than was said`,
  "two lengths": `${OK}content-length: 2\r\ncontent-length: 7\r\n\r\nok`,
  "length and chunks": `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`,
  "negative length": `${OK}content-length: -1\r\n\r\nok`,
  "two answers": `${OK}content-length: 2\r\n\r\nokHTTP/1.1 500 Oops\r\ncontent-length: 2\r\n\r\nno`,
  "redirect to metadata":
    "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://169.254.169.254/latest/meta-data\r\ncontent-length: 0\r\n\r\n",
};

/** Answers that end with the connection before they are whole. */
const cutShort: Readonly<Record<string, string>> = {
  "close before the answer": "",
  "truncated body": `${OK}content-length: 1000\r\n\r\nonly this`,
  "truncated chunks": `${OK}transfer-encoding: chunked\r\n\r\n64\r\nonly this`,
  "length too long": `${OK}content-length: 3\r\n\r\nok`,
};

const endless: Readonly<Record<string, { readonly start: string; readonly piece: string }>> = {
  "endless body": { start: `${OK}\r\n`, piece: "x".repeat(65_536) },
  "endless chunk size": { start: `${OK}transfer-encoding: chunked\r\n\r\n`, piece: "0".repeat(65_536) },
  "endless garbage": { start: "", piece: "\u0000\u0001garbage".repeat(4_096) },
  "100 flood": { start: "", piece: "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000) },
  "103 flood": {
    start: "",
    piece: "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n".repeat(1_000),
  },
};

const special: Readonly<Record<string, Misbehaviour>> = {
  "reset before the answer": (socket) => socket.resetAndDestroy(),
  "reset after the headers": (socket) => {
    socket.write(`${OK}content-length: 1000\r\n\r\nonly this`, () =>
      setTimeout(() => socket.resetAndDestroy(), DRIP_MS),
    );
  },
  "half-open": () => {},
  "slow headers": (socket) => {
    socket.write(OK);
    drip(socket, "x-slow: 1\r\n");
  },
  "slow body": (socket) => {
    socket.write(`${OK}content-length: 100000\r\n\r\n`);
    drip(socket, "x");
  },
};

/** Lets a connection go wrong as told, once the request (or whatever comes instead of it) has begun to arrive. */
export function misbehave(socket: Socket, fault: WireFault): void {
  if (fault === "reset at once") {
    socket.resetAndDestroy();
    return;
  }
  socket.once("data", () => {
    const last = cutShort[fault];
    const flood = endless[fault];
    if (last !== undefined) socket.end(last);
    else if (flood) pour(socket, flood.start, flood.piece);
    else if (special[fault]) special[fault](socket);
    else socket.write(answers[fault] ?? "");
  });
  // A polite end of the other side is met with silence by a half-open receiver, else with an end.
  socket.on("end", () => {
    if (fault !== "half-open") socket.end();
  });
}

function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), DRIP_MS);
  socket.on("close", () => clearInterval(timer));
}

/** Writes for as long as the other side reads; holds no more than one piece beyond the socket's own buffer. */
function pour(socket: Socket, start: string, piece: string): void {
  const more = (): void => {
    while (!socket.destroyed && socket.writable && socket.write(piece));
  };
  socket.on("drain", () => setImmediate(more));
  socket.write(start);
  more();
}
