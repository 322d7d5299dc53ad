import type { Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { z } from "zod";
import type { MailStore, StoredMail } from "./mail-store.ts";
import { type ListedMail, mailboxPage, mailPage } from "./pages.ts";

const LISTED = 50;
const params = z.object({ id: z.string().max(20) });
const open = { config: { access: "public" as const } };

/**
 * The local mailbox at `/mailbox`. Registered in local mode only: whoever can reach it can read every mail, which on one's
 * own machine is the point.
 */
export function mailboxRoutes(server: Server, store: MailStore): void {
  const html = "text/html; charset=utf-8";
  server.get("/mailbox", { ...open, schema: { hide: true } }, async (_request, reply) => {
    const mails = await Promise.all(
      store
        .list()
        .slice(0, LISTED)
        .map((id) => parse(find(store, id))),
    );
    return reply.type(html).send(mailboxPage(mails));
  });
  server.get("/mailbox/:id", { ...open, schema: { hide: true, params } }, async (request, reply) =>
    reply.type(html).send(mailPage(await parse(find(store, request.params.id)))),
  );
  server.get(
    "/mailbox/:id/html",
    { config: { ...open.config, protection: framed }, schema: { hide: true, params } },
    async (request, reply) => {
      const { mail } = await parse(find(store, request.params.id));
      return reply.type(html).send(typeof mail.html === "string" ? mail.html : "");
    },
  );
  server.get("/mailbox/:id/raw", { ...open, schema: { hide: true, params } }, async (request, reply) =>
    reply.type("text/plain; charset=utf-8").send(find(store, request.params.id).raw),
  );
}

// The mail's own page, shown in a frame: pictures and inline styles, no scripts. Its links open in the page around it.
const framed = {
  contentSecurityPolicy: {
    useDefaults: false as const,
    directives: {
      defaultSrc: ["'none'"],
      imgSrc: ["http:", "https:", "data:"],
      styleSrc: ["'unsafe-inline'"],
      frameAncestors: ["'self'"],
    },
  },
  frameguard: { action: "sameorigin" as const },
};

function find(store: MailStore, id: string): StoredMail {
  const mail = store.read(id);
  if (!mail) throw new HarkError("notfound", "there is no such mail", { parameter: "id" });
  return mail;
}

async function parse(mail: StoredMail): Promise<ListedMail> {
  // Loaded when the page is first opened: the parser is large, and most instances never show a mail.
  const { simpleParser } = await import("mailparser");
  return { id: mail.id, mail: await simpleParser(mail.raw, { skipImageLinks: true }) };
}
