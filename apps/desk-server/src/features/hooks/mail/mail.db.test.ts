import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../../testing/desk-bench.ts";

let bench: DeskBench;
let port: number;
beforeAll(async () => {
  port = await freePort();
  bench = await deskBench(0, { hookMail: { domain: "hooks.test", host: "127.0.0.1", port } });
  await listener(bench).start();
});
afterAll(async () => {
  await listener(bench).stop();
  await bench.close();
});

/** The service that takes mail in: the one behind the executor, which tests drive by hand. */
function listener({ desk }: DeskBench) {
  const service = desk.services.find((one) => one !== desk.executor && one !== desk.replayer);
  if (!service) throw new Error("nothing takes mail in");
  return service;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

async function makeHook(of = bench): Promise<{ id: string; email: string }> {
  const made = await of.call("POST", "/v1/hooks/email", { title: "Orders" });
  expect(made.status).toBe(201);
  return { id: made.body.data.id, email: made.body.data.attributes.email };
}
const transactionsOf = async (id: string) =>
  (await bench.call("GET", `/v1/hooks/email/${id}/transactions`)).body.data;
const send = (mail: object, to = port) =>
  createTransport({ host: "127.0.0.1", port: to, ignoreTLS: true }).sendMail({
    from: "shop@example.com",
    ...mail,
  });

test("a mail to a hook's address is a transaction by the time it is answered, and starts what listens to it", async () => {
  const { id, email } = await makeHook();
  const hook = (await bench.call("GET", `/v1/hooks/email/${id}`)).body.data.attributes;
  expect(hook.mailServer).toBe(`127.0.0.1:${port}`);
  const workflow = await bench.call("POST", "/v1/workflows", {
    name: "From a mail",
    enabled: true,
    trigger: {
      id: "1",
      eventName: hook.eventName,
      transitions: [{ target: "make", condition: { op: "true", values: [true] } }],
    },
    steps: [
      {
        id: "make",
        action: "kustomer.customer.create",
        params: {
          name: "/#steps.1.attributes.data.buyer.name",
          emails: [{ type: "home", email: "/#steps.1.attributes.data.json.buyer.email" }],
        },
        transitions: [],
      },
    ],
  });
  expect(workflow.status).toBe(201);
  const answer = await send({
    to: email.toUpperCase(),
    subject: "Order",
    html: '<p>New:</p><pre>{"buyer": {"name": "Ann", "email": "ann@example.com"}}</pre>',
    attachments: [{ filename: "a.txt", content: "hello" }],
  });
  const [transaction] = await transactionsOf(id);
  expect(answer.response).toBe(`250 2.6.0 taken in as ${transaction.id}`);
  expect(transaction).toMatchObject({
    type: "transaction",
    attributes: {
      data: {
        from: { address: "shop@example.com" },
        subject: "Order",
        json: { buyer: { name: "Ann" } },
        attachments: [{ filename: "a.txt", contentType: "text/plain", size: 5, content: "aGVsbG8=" }],
      },
    },
    relationships: { hook: { data: { type: "email_hook", id } } },
    meta: { contentType: "message/rfc822", from: "127.0.0.1", key: answer.messageId },
  });
  await bench.desk.executor.drain();
  const customer = await bench.call("GET", "/v1/customers/email=ann@example.com");
  expect(customer.body.data.attributes.name).toBe("Ann");
});

test("one mail to two hooks is a transaction of each; sent again under its Message-ID it is none", async () => {
  const [one, two] = [await makeHook(), await makeHook()];
  const mail = { to: [one.email, two.email], text: "hello", messageId: "<same@example.com>" };
  const first = await send(mail);
  expect((await send(mail)).response).toBe(first.response);
  for (const { id } of [one, two]) expect(await transactionsOf(id)).toHaveLength(1);
});

test.each([
  ["an address nobody has", () => `${"0".repeat(64)}@hooks.test`],
  ["another domain", () => "someone@example.com"],
])("a mail to %s is refused for good, with words", async (_what, to) => {
  await expect(send({ to: to(), text: "x" })).rejects.toMatchObject({
    responseCode: 550,
    response: expect.stringMatching(/^550 5\.1\.1 no hook has this address; copy it/),
  });
});

test("a web hook's hash is no mail address", async () => {
  const web = await bench.call("POST", "/v1/hooks/web", { title: "Web" });
  await expect(send({ to: `${web.body.data.attributes.hash}@hooks.test`, text: "x" })).rejects.toMatchObject({
    responseCode: 550,
  });
});

test("a mail over 400,000 bytes is refused, whether it says so before or not, and leaves nothing behind", async () => {
  const { id, email } = await makeHook();
  await expect(send({ to: email, text: "x ".repeat(220_000) })).rejects.toMatchObject({ responseCode: 552 });
  const talk = await converse([
    `MAIL FROM:<a@b.example>`,
    `RCPT TO:<${email}>`,
    "DATA",
    `Subject: x\r\n\r\n${"y ".repeat(220_000)}\r\n.`,
  ]);
  expect(talk.at(-1)).toMatch(/^552 5\.3\.4 /);
  expect(await transactionsOf(id)).toEqual([]);
});

test("a mail that cannot be read is refused for good, and says why", async () => {
  const { email } = await makeHook();
  const parts = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(300);
  const talk = await converse([
    "MAIL FROM:<>",
    `RCPT TO:<${email}>`,
    "DATA",
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n.`,
  ]);
  expect(talk.at(-1)).toMatch(/^554 5\.6\.0 this is no mail that can be read/);
});

test("while the database is away a mail is put off, not lost: 451, and taken in when it comes again", async () => {
  const { id, email } = await makeHook();
  const mail = { to: email, text: "hello", messageId: "<later@example.com>" };
  await bench.database.run("alter table workflow.events rename to events_away");
  try {
    await expect(send(mail)).rejects.toMatchObject({
      responseCode: 451,
      response: expect.stringContaining("try again later"),
    });
  } finally {
    await bench.database.run("alter table workflow.events_away rename to events");
  }
  await send(mail);
  expect(await transactionsOf(id)).toHaveLength(1);
});

test("an organisation's spent bucket puts mail off as well", async () => {
  const other = await freePort();
  const small = await deskBench(1, { hookMail: { domain: "hooks.test", host: "127.0.0.1", port: other } });
  await listener(small).start();
  try {
    const { email } = await makeHook(small);
    await send({ to: email, text: "one" }, other);
    await expect(send({ to: email, text: "two" }, other)).rejects.toMatchObject({
      responseCode: 451,
      response: expect.stringContaining("of the minute are spent"),
    });
  } finally {
    await listener(small).stop();
    await small.close();
  }
});

/** Speaks SMTP by hand; gives what was answered to each line. */
async function converse(lines: readonly string[]): Promise<string[]> {
  const socket = connect(port, "127.0.0.1");
  const answers: string[] = [];
  const next = async (): Promise<void> => {
    const [chunk] = (await once(socket, "data")) as [Buffer]; // what a socket's data event carries
    answers.push(chunk.toString().trim());
  };
  await next();
  for (const line of ["EHLO test", ...lines]) {
    socket.write(`${line}\r\n`);
    await next();
  }
  socket.destroy();
  return answers;
}
