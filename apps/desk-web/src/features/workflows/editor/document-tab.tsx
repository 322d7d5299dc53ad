import { JsonEditor, PageBody, toastDone } from "@hark/ui";
import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy, IconDownload, IconUpload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { readPastedDocument } from "../model/pasted-document.ts";
import classes from "./editor-page.module.css";
import type { OpenDraft } from "./use-draft.ts";

/** The whole document as JSON: read, edit, export, import. What reads and fits is taken into the draft at once. */
export function DocumentTab({ draft }: { readonly draft: OpenDraft }) {
  const { document } = draft.editor;
  const [text, setText] = useState(() => JSON.stringify(document, null, 2));
  const [fault, setFault] = useState<string | undefined>();
  const clipboard = useClipboard();
  const own = useRef(document);
  useEffect(() => {
    if (own.current === document) return;
    own.current = document;
    setText(JSON.stringify(document, null, 2));
    setFault(undefined);
  }, [document]);
  const change = (next: string): void => {
    setText(next);
    const read = readPastedDocument(next);
    if (!read.ok) return setFault(read.fault);
    setFault(undefined);
    own.current = read.document;
    return draft.editor.edit(() => read.document, "document json");
  };
  const importFile = (file: File | null): void => {
    void file?.text().then((content) => {
      change(content);
      toastDone("Imported into the draft; save it to keep it");
    });
  };
  return (
    <div className={classes["scroll"]}>
      <PageBody>
        <Stack>
          <Group justify="space-between">
            <Text c="dimmed" size="sm">
              The bare document, as it is exported and imported. Members that Hark does not know are kept.
            </Text>
            <Group gap="xs">
              <Button
                variant="default"
                size="xs"
                leftSection={<IconCopy size={14} />}
                onClick={() => clipboard.copy(text)}
              >
                {clipboard.copied ? "Copied" : "Copy"}
              </Button>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconDownload size={14} />}
                onClick={() => download(`${document.name}.json`, text)}
              >
                Export
              </Button>
              <FileButton accept="application/json,.json" onChange={importFile}>
                {(props) => (
                  <Button {...props} variant="default" size="xs" leftSection={<IconUpload size={14} />}>
                    Import
                  </Button>
                )}
              </FileButton>
            </Group>
          </Group>
          <JsonEditor value={text} onChange={change} error={fault} height={600} label="Document" />
        </Stack>
      </PageBody>
    </div>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = window.document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
