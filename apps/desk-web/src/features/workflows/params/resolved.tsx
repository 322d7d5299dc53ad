import type { Json } from "@hark/kernel";
import { nearestPath, outline, type Problem, parseExpression } from "@hark/workflow/core";
import { Anchor, Text } from "@mantine/core";
import { useEditor } from "../editor/editor-context.ts";
import { resolveOn } from "../model/variables.ts";

interface Props {
  readonly stepId: string;
  readonly field: string | undefined;
  readonly value: Json | undefined;
  onChange(value: string): void;
}

const MAX_SHOWN = 90;

/** Under a field: what it becomes on the example, or what is wrong with it and the nearest right path. */
export function Resolved({ stepId, field, value, onChange }: Props) {
  const { problems, known, variables } = useEditor();
  const problem =
    field === undefined ? undefined : problems.find((one) => one.step === stepId && one.field === field);
  const expression = value === undefined ? undefined : parseExpression(value);
  if (problem) {
    const nearest = expression?.kind === "reference" ? nearestOf(expression.path, known) : undefined;
    return (
      <Text
        size="xs"
        mt={4}
        c={problem.severity === "error" ? "var(--hark-bad)" : "var(--hark-wait)"}
        component="output"
        display="block"
      >
        {messageOf(problem)}{" "}
        {nearest === undefined ? (
          cureOf(problem)
        ) : (
          <Anchor
            component="button"
            type="button"
            size="xs"
            ta="left"
            onClick={() => onChange(`/#${nearest}`)}
          >
            Use {nearest}
          </Anchor>
        )}
      </Text>
    );
  }
  if (value === undefined || !expression || expression.kind === "literal") return null;
  const resolved = resolveOn(value, known, variables);
  if (resolved === undefined)
    return (
      <Text size="xs" mt={4} c="dimmed">
        Nothing there on the example
      </Text>
    );
  const text = typeof resolved === "string" ? resolved : JSON.stringify(resolved);
  return (
    <Text size="xs" mt={4} c="dimmed" lineClamp={2}>
      <Text span inherit c="var(--hark-good)">
        → {text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}
      </Text>
      {expression.kind === "reference" && expression.path.startsWith("variables.")
        ? ` · ${typeWords(resolved)}, masked`
        : ` · ${typeWords(resolved)}, from the example`}
    </Text>
  );
}

function nearestOf(path: string, known: Readonly<Record<string, Json>>): string | undefined {
  const id = path.split(".")[1] ?? "";
  const output = known[id];
  const nearest = output === undefined ? undefined : nearestPath(path, outline(id, output));
  return nearest === path ? undefined : nearest;
}

const typeWords = (value: Json): string =>
  Array.isArray(value) ? "list" : value === null ? "null" : typeof value;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

// Beside the field itself its name need not be said again.
const messageOf = ({ code, message }: Problem): string =>
  code === "missing-param" ? "This needs a value." : sentence(message);
const cureOf = ({ code, cure }: Problem): string => (code === "missing-param" ? "" : sentence(cure));
