import { createTransport, type Transporter } from "nodemailer";

/** One mail on its way. */
export interface OutgoingMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Shown as the sender; the address is the installation's. */
  readonly fromName: string;
  readonly to: { readonly name: string; readonly address: string };
  /** Names the mail; the same name at every try. */
  readonly id: string;
}

/** Hands mails to a mail server. */
export interface Mailer {
  /** Resolves when the server has taken the mail; throws what it or the network answered. */
  send(mail: OutgoingMail): Promise<void>;
}

const CONNECT_MS = 10_000;
const IDLE_MS = 30_000;

/** A mailer over SMTP. `from` is an address with or without a name, such as `Hark <reviews@example.com>`. */
export function createMailer(setup: { readonly smtpUrl: string; readonly from: string }): Mailer {
  const address = /<([^<>]+)>\s*$/.exec(setup.from)?.[1] ?? setup.from.trim();
  let transport: Transporter | undefined;
  return {
    send: async (mail) => {
      transport ??= createTransport({
        url: setup.smtpUrl,
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: IDLE_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await transport.sendMail({
        from: { name: mail.fromName, address },
        to: { name: mail.to.name, address: mail.to.address },
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId: `<${mail.id}@${address.split("@")[1] ?? "hark.localhost"}>`,
        headers: { "auto-submitted": "auto-generated" },
      });
    },
  };
}

/** Whether the mail server refused this mail for good (5xx): asking again would give the same answer. */
export function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && "responseCode" in error ? error.responseCode : undefined;
  return typeof code === "number" && code >= 500;
}

/** What went wrong, in words for the merchant's screen. */
export function sendingProblem(error: Error): string {
  const answer = "response" in error && typeof error.response === "string" ? error.response : undefined;
  if (answer) return `the mail server answered: ${answer.slice(0, 300)}`;
  return `the mail server could not be reached (${error.message.slice(0, 300)})`;
}
