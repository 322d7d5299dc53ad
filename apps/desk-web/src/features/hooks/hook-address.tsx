import { CodeBlock, CopyField } from "@hark/ui";
import type { HookKind } from "@hark/workflow/core";
import { Alert, Anchor, Code, Collapse, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { addressOf, type Hook, kindOf } from "./hook.ts";
import { type SendSnippet, snippetsFor } from "./send-snippets.ts";

const fields: Readonly<Record<HookKind, { readonly label: string; readonly description: string }>> = {
  web: { label: "API URL", description: "Paste it into the system that sends." },
  form: { label: "Form URL", description: "Whoever knows it can post: no key is asked for." },
  email: { label: "E-mail address", description: "A mail to it is a transaction; JSON in it is read." },
};

/** A hook's address with copy, and what sends to it. */
export function HookAddress({ hook }: { readonly hook: Hook }) {
  return (
    <Stack gap={6}>
      <CopyField {...fields[kindOf(hook)]} value={addressOf(hook)} />
      {kindOf(hook) === "email" && <MailRoute hook={hook} />}
      {snippetsFor(hook).map((snippet) => (
        <Snippet key={snippet.title} snippet={snippet} />
      ))}
    </Stack>
  );
}

function Snippet({ snippet }: { readonly snippet: SendSnippet }) {
  const [isOpen, text] = useDisclosure(false);
  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        onClick={text.toggle}
        aria-expanded={isOpen}
      >
        {isOpen ? `Hide: ${snippet.title}` : snippet.title}
      </Anchor>
      <Collapse expanded={isOpen}>
        <CodeBlock wrap label={snippet.title} text={snippet.text} />
      </Collapse>
    </>
  );
}

/** How mail gets here, or why it does not. */
function MailRoute({ hook }: { readonly hook: Hook }) {
  const { mailServer, email = "" } = hook.attributes;
  if (!mailServer)
    return (
      <Alert color="yellow" title="No mail is taken in here">
        Set <Code>HARK_HOOK_MAIL_PORT</Code>, have the mail of <Code>{email.split("@")[1]}</Code> led to it,
        and start Hark again.
      </Alert>
    );
  if (email.endsWith(".localhost"))
    return (
      <Text size="xs" c="dimmed">
        Taken in at <Code>{mailServer}</Code>, which only programs of this machine reach. For mail from
        outside, set <Code>HARK_HOOK_MAIL_DOMAIN</Code>.
      </Text>
    );
  return (
    <Text size="xs" c="dimmed">
      Taken in at <Code>{mailServer}</Code>.{" "}
      <Anchor size="xs" href={`mailto:${email}`}>
        Write a mail
      </Anchor>
    </Text>
  );
}
