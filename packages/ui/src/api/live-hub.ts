/** A message from the server; `topic` says what it concerns, such as `customer:65f2…`. */
export interface LiveMessage {
  readonly topic: string;
  readonly type?: string;
  readonly id?: string;
  readonly [member: string]: unknown;
}

interface Listener {
  readonly topics: readonly string[];
  onMessage(message: LiveMessage): void;
  /** `isAgain` is true when messages may have been missed since the last time. */
  onState(isOpen: boolean, isAgain: boolean): void;
}

const listeners = new Set<Listener>();
let source: EventSource | undefined;
let wasOpen = false;
let scheduled = false;
let hiddenTimer: ReturnType<typeof setTimeout> | undefined;

const HIDDEN_MS = 30_000;

/** Listens to topics over the page's one connection (browsers allow few). Gives the function that ends it. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  scheduleConnect();
  return () => {
    listeners.delete(listener);
    scheduleConnect();
  };
}

function scheduleConnect(): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => {
    scheduled = false;
    connect();
  }, 20);
}

let connectedTo = "";

function connect(): void {
  const topics = [...new Set([...listeners].flatMap((listener) => listener.topics))].sort().join(",");
  if (source && source.readyState !== EventSource.CLOSED && topics === connectedTo) return;
  source?.close();
  source = undefined;
  connectedTo = topics;
  if (topics === "") return;
  const opened = new EventSource(`/v1/live?topics=${encodeURIComponent(topics)}`);
  source = opened;
  opened.addEventListener("open", () => {
    for (const listener of listeners) listener.onState(true, wasOpen);
    wasOpen = true;
  });
  opened.addEventListener("error", () => {
    for (const listener of listeners) listener.onState(false, false);
  });
  opened.addEventListener("message", (event) => {
    const message = readMessage(String(event.data));
    if (!message) return;
    for (const listener of listeners)
      if (listener.topics.some((topic) => fits(topic, message.topic))) listener.onMessage(message);
  });
}

function readMessage(text: string): LiveMessage | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const isMessage = typeof parsed === "object" && parsed !== null && "topic" in parsed;
    return isMessage && typeof parsed.topic === "string" ? (parsed as LiveMessage) : undefined; // topic was checked
  } catch {
    return undefined;
  }
}

const fits = (wanted: string, topic: string): boolean =>
  wanted.endsWith(":*") ? topic.startsWith(wanted.slice(0, -1)) : topic === wanted;

// A tab in the background gives its connection back: browsers allow six to a host, over all tabs.
if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiddenTimer);
    if (document.visibilityState === "visible") return scheduleConnect();
    hiddenTimer = setTimeout(() => {
      source?.close();
      connectedTo = "";
    }, HIDDEN_MS);
  });
}
