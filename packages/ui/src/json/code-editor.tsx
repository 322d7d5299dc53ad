import { json } from "@codemirror/lang-json";
import { useComputedColorScheme } from "@mantine/core";
import CodeMirror, { EditorView } from "@uiw/react-codemirror";
import { useMemo } from "react";
import classes from "./code-editor.module.css";

interface Props {
  readonly value: string;
  onChange(value: string): void;
  readonly height: number;
  readonly label: string;
  readonly placeholder: string | undefined;
  readonly readOnly: boolean;
  readonly hasError: boolean;
}

/** CodeMirror for JSON; loaded through `JsonEditor` only. */
export function CodeEditor({ value, onChange, height, label, placeholder, readOnly, hasError }: Props) {
  const scheme = useComputedColorScheme("light");
  const extensions = useMemo(
    () => [
      json(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    ],
    [label],
  );
  return (
    <div className={classes["frame"]} data-error={hasError || undefined}>
      <CodeMirror
        value={value}
        onChange={onChange}
        height={`${height}px`}
        theme={scheme}
        extensions={extensions}
        readOnly={readOnly}
        indentWithTab={false}
        basicSetup={{ lineNumbers: false, highlightActiveLine: false, foldGutter: true }}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
    </div>
  );
}
