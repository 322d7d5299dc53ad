import type { Hook } from "./hook.ts";
import { addressOf, kindOf } from "./hook.ts";

/** Something to copy that sends to a hook. */
export interface SendSnippet {
  /** What the button that shows it says. */
  readonly title: string;
  readonly text: string;
}

/** How to send to a hook: a command for systems and mails, a form for pages. */
export function snippetsFor(hook: Hook): readonly SendSnippet[] {
  const address = addressOf(hook);
  switch (kindOf(hook)) {
    case "web":
      return [{ title: "Send with curl", text: curlWithKey(address) }];
    case "form":
      return [
        { title: "A form for your page", text: htmlForm(address) },
        { title: "Send with curl", text: `curl '${address}' \\\n  -F name='A Buyer' -F photo=@photo.jpg` },
      ];
    case "email": {
      const { mailServer } = hook.attributes;
      return mailServer ? [{ title: "Send with curl", text: curlMail(address, mailServer) }] : [];
    }
  }
}

const curlWithKey = (url: string): string =>
  [
    `curl -X POST '${url}'`,
    "  -H 'Authorization: Bearer <API Key>'",
    "  -H 'Content-Type: application/json'",
    `  -d '{"hello": "desk"}'`,
  ].join(" \\\n");

// By script, so that whoever fills it in stays on the page instead of reading the hook's answer.
const htmlForm = (
  url: string,
): string => `<form id="contact" action="${url}" method="post" enctype="multipart/form-data">
  <label>Name <input name="name" required></label>
  <label>E-mail <input name="email" type="email" required></label>
  <label>Message <textarea name="message" required></textarea></label>
  <label>Photo <input name="photo" type="file"></label>
  <button>Send</button>
  <output></output>
</form>
<script>
  document.getElementById("contact").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.ok) form.reset();
    form.querySelector("output").textContent = answer.ok ? "Thank you." : "That did not work; try again.";
  });
</script>`;

const curlMail = (address: string, server: string): string =>
  [
    `curl smtp://${server} --crlf \\`,
    "  --mail-from you@example.com \\",
    `  --mail-rcpt '${address}' \\`,
    "  --upload-file - <<'MAIL'",
    "From: You <you@example.com>",
    "Subject: Hello",
    "",
    '{"hello": "desk"}',
    "MAIL",
  ].join("\n");
