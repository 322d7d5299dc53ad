import fc from "fast-check";
import { expect, test } from "vitest";
import { findJson } from "./json-in-mail.ts";
import { readMail } from "./mail-payload.ts";

const mail = (...lines: string[]): Buffer => Buffer.from(lines.join("\r\n"));
const head = [
  "From: Shop <shop@example.com>",
  "To: a@hooks.test",
  "Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=",
  "Message-ID: <1@example.com>",
];
const html = (body: string) => findJson({ text: undefined, html: body, attachment: undefined });
const text = (body: string) => findJson({ text: body, html: undefined, attachment: undefined });

test("a mail becomes its heads, its texts and its attachments", async () => {
  const raw = mail(
    ...head,
    "Cc: Team: b@example.com, C <c@example.com>;",
    "Reply-To: r@example.com",
    "Date: Mon, 02 Feb 2026 10:00:00 +0100",
    "X-Order: 7",
    "In-Reply-To: <0@example.com>",
    "Received: from somewhere",
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: multipart/alternative; boundary=c",
    "",
    "--c",
    "Content-Type: text/plain; charset=iso-8859-1",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=F6=DFe",
    "--c",
    "Content-Type: text/html",
    "",
    "<p>Hello</p>",
    "--c--",
    "--b",
    'Content-Type: application/pdf; name="a.pdf"',
    "Content-Disposition: attachment",
    "Content-Transfer-Encoding: base64",
    "",
    "JVBERg==",
    "--b--",
  );
  expect(await readMail(raw)).toEqual({
    key: "<1@example.com>",
    payload: {
      from: { name: "Shop", address: "shop@example.com" },
      to: [{ name: "", address: "a@hooks.test" }],
      cc: [
        { name: "", address: "b@example.com" },
        { name: "C", address: "c@example.com" },
      ],
      replyTo: [{ name: "", address: "r@example.com" }],
      subject: "Größe",
      date: "2026-02-02T09:00:00.000Z",
      messageId: "<1@example.com>",
      text: "Größe",
      html: "<p>Hello</p>",
      headers: { "in-reply-to": "<0@example.com>", "x-order": "7" },
      attachments: [{ filename: "a.pdf", contentType: "application/pdf", size: 4, content: "JVBERg==" }],
    },
  });
});

test("members of JSON in a mail stand beside the mail's own, and never in the place of one", async () => {
  const { payload } = await readMail(
    mail(...head, "", '{"billing.city": "Oslo", "from": "the boss", "cc": "x", "__proto__": {"a": 1}}'),
  );
  expect(payload).toMatchObject({
    "billing.city": "Oslo",
    from: { address: "shop@example.com" },
    cc: [],
    json: { "billing.city": "Oslo", from: "the boss", cc: "x" },
  });
  expect(Object.hasOwn(payload, "__proto__")).toBe(true);
  expect(({} as { a?: unknown }).a).toBeUndefined();
});

test("a mail without a Message-ID has no key, one with an endless Message-ID a short one", async () => {
  expect((await readMail(mail("Subject: x", "", "y"))).key).toBeNull();
  expect((await readMail(mail(`Message-ID: <${"x".repeat(300)}@a.b>`, "", "y"))).key).toMatch(
    /^[0-9a-f]{64}$/,
  );
});

test.each<[string, unknown, unknown]>([
  ["the text as a whole", text(' {"a": 1}\r\n'), { a: 1 }],
  ["a list", text("[1, 2]"), [1, 2]],
  ["a block in the text", text('New order:\n\n{"a": {"b": "}"}}\n\nRegards'), { a: { b: "}" } }],
  ["a quoted block", text('> [info] see below\n> {"a": 1}'), { a: 1 }],
  ["a pre", html('<p>Hi</p><pre>{\n "a":&nbsp;"x&amp;y<br>"}</pre>'.replace("<br>", "")), { a: "x&y" }],
  ["a pre with a code inside", html('<pre><code class="json">{"a": <span>1</span>}</code></pre>'), { a: 1 }],
  [
    "what one reads",
    html(
      '<html><head><title>{}</title><style>b{}</style></head><body><div>{"a":<br>&nbsp;"b  c"}</div></body></html>',
    ),
    { a: "b c" },
  ],
  ["a block of what one reads", html('<div>Hello</div><div>{"a": 1}</div><div>Bye</div>'), { a: 1 }],
  ["an attachment", findJson({ text: "see attached", html: undefined, attachment: '{"a": 1}' }), { a: 1 }],
  ["no JSON", text("[image: logo]\nHello {name}"), undefined],
  ["a number", text("42"), undefined],
  ["too deep", text("[".repeat(100) + "]".repeat(100)), undefined],
])("JSON is found in a mail as %s", (_where, found, expected) => {
  expect(found).toEqual(expected);
});

test("reading a mail is total: whatever it is, it becomes a payload or a refusal", async () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "",
      "--b",
      "--b--",
      "Content-Type: multipart/mixed; boundary=b",
      "Content-Type: text/html",
      "Content-Type: message/rfc822",
      "Content-Transfer-Encoding: base64",
      "From: a <b@c>, d:;",
      "To: =?utf-8?b?4pyT?= <",
      "Date: never",
      '{"a":1}',
      "<pre>{</pre>",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line), async (lines) => {
      try {
        JSON.stringify((await readMail(mail(...lines))).payload);
      } catch (error) {
        expect(error).toMatchObject({ name: "HarkError", status: 400 });
      }
    }),
    { numRuns: 500 },
  );
});
