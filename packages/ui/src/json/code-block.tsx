import { CopyButton } from "../data/copy-button.tsx";
import classes from "./code-block.module.css";

interface Props {
  readonly text: string;
  /** Pixels. */
  readonly maxHeight?: number;
  /** Read to those who don't see it. */
  readonly label?: string;
  readonly wrap?: boolean;
}

// What scrolls must be reachable by keyboard.
const reachable = { tabIndex: 0 } as const;

/** Text in fixed width with a button that copies it: commands, payloads. */
export function CodeBlock({ text, maxHeight = 360, label = "Code", wrap = false }: Props) {
  return (
    <div className={classes["block"]}>
      <section {...reachable} aria-label={label} className={classes["scroll"]} style={{ maxHeight }}>
        <pre className={classes["text"]} style={{ whiteSpace: wrap ? "pre-wrap" : "pre" }}>
          {text}
        </pre>
      </section>
      <span className={classes["copy"]}>
        <CopyButton value={text} />
      </span>
    </div>
  );
}
