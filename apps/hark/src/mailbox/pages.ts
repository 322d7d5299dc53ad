import type { ParsedMail } from "mailparser";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const style = `
:root{color-scheme:light dark;--page:#f7f8fa;--card:#fff;--text:#101828;--dim:#475467;--line:#e4e7ec;--brand:#0b6b6b}
@media (prefers-color-scheme:dark){:root{--page:#0f1416;--card:#171d20;--text:#e8ecef;--dim:#9aa7b0;--line:#2a3338;--brand:#5cc0bd}}
body{margin:0;background:var(--page);color:var(--text);font:14px/1.5 Inter,system-ui,sans-serif}
main{max-width:860px;margin:0 auto;padding:24px 16px}h1{font-size:20px;margin:0 0 4px}p{color:var(--dim);margin:0 0 16px}
ul{list-style:none;margin:0;padding:0;background:var(--card);border:1px solid var(--line);border-radius:8px}
li+li{border-top:1px solid var(--line)}li a{display:grid;grid-template-columns:1fr auto;gap:2px 16px;padding:12px 16px;color:inherit;text-decoration:none}
li a:hover{background:var(--page)}a:focus-visible{outline:2px solid var(--brand);outline-offset:-2px}small{color:var(--dim)}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 12px;margin:0 0 16px}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
iframe{width:100%;height:760px;border:1px solid var(--line);border-radius:8px;background:#fff}
pre{white-space:pre-wrap;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px;overflow-wrap:anywhere}
a{color:var(--brand)}`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;

/** A mail with the name it has in the store. */
export interface ListedMail {
  readonly id: string;
  readonly mail: ParsedMail;
}

/** The list of mails, newest first. */
export function mailboxPage(mails: readonly ListedMail[]): string {
  const rows = mails.map(
    ({ id, mail }) =>
      `<li><a href="/mailbox/${id}"><strong>${escape(mail.subject ?? "(no subject)")}</strong><small>${escape(mail.date?.toISOString() ?? "")}</small><small>to ${escape(recipients(mail))}</small></a></li>`,
  );
  const list =
    rows.length > 0
      ? `<ul>${rows.join("")}</ul>`
      : "<p>No mail yet. Send a review request from Hark Reviews &gt; Requests and it lands here.</p>";
  return page(
    "Local mailbox",
    `<h1>Local mailbox</h1><p>Mail that Hark sent on this machine. Nothing here left it.</p>${list}`,
  );
}

/** One mail: its head, the rendered body in a frame that may run nothing, and the plain text. */
export function mailPage({ id, mail }: ListedMail): string {
  const head = [
    ["From", mail.from?.text ?? ""],
    ["To", recipients(mail)],
    ["Date", mail.date?.toISOString() ?? ""],
    ["Unsubscribe", mail.headerLines.find((line) => line.key === "list-unsubscribe")?.line ?? ""],
  ];
  const rows = head
    .filter(([, value]) => value)
    .map(([name, value]) => `<dt>${name}</dt><dd>${escape(value ?? "")}</dd>`);
  return page(
    mail.subject ?? "Mail",
    `<p><a href="/mailbox">← Local mailbox</a> · <a href="/mailbox/${id}/raw">source</a></p><h1>${escape(mail.subject ?? "(no subject)")}</h1><dl>${rows.join("")}</dl>` +
      (mail.html
        ? `<iframe title="The mail as it looks" sandbox="allow-popups allow-top-navigation-by-user-activation" src="/mailbox/${id}/html"></iframe>`
        : "") +
      `<h2>Plain text</h2><pre>${escape(mail.text ?? "")}</pre>`,
  );
}

function recipients(mail: ParsedMail): string {
  const to = Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : [];
  return to.map((address) => address.text).join(", ");
}
