import type { Json } from "@hark/kernel";
import { operators } from "../core/condition.ts";
import { errorActions } from "../core/error-actions.ts";
import { type ExpressionFunction, functions } from "../core/functions.ts";
import { blocks, helpers, type TemplateBlock, type TemplateHelper } from "../core/template-helpers.ts";
import { exampleSteps, roots, valueForms } from "../core/value-forms.ts";

const HEAD = `# Expressions

Every param of a step, every operand of a condition and every header of a REST call is a value of one of four forms. This page is
made from the tables that the engine, its check and the builder run on, and a test runs every example on it; another fails when
page and tables differ. Write it anew with \`npm run docs\`.

After a value is resolved it is cast to the type that the action's field has: \`"42"\` becomes 42, \`"true"\` true, one value a list of
one, JSON text a list or an object. What cannot be cast fails the step and names the field.
`;

const LIMITS = `## Limits

Everything that is worked out between two actions of a run shares one allowance of work, counted in entries and characters and not
in time; a step that needs more fails with \`too-much-work\`. What looks at a whole value, such as \`toJSON\`, spends for all of it before
it looks. After an error case has let such a failure pass there is a quarter of the allowance more, once. A text is cut at no place: what
would be longer than a million characters fails the same way.

What starts a run, and what a step is given or gives, holds at most 100,000 values, of which 30,000 may be members of objects, and 2
million characters, nested at most 500 deep (\`too-large\`); what stands in it twice counts twice. So does what the steps of a run hold
together: 32 million characters, of which an entry of a list counts as 32 and a member as 100. A run that waits for an answer or another
attempt holds at most 2 million, and 3 MB when it is written as JSON. When runs are very large, fewer go together in a batch.

A document holds at most 50,000 values, all members and list entries counted, each of its steps and its trigger 5,000. A template has
at most 50,000 characters; what stands in the tags of templates, from \`{{\` to \`}}\`, is at most 20,000 characters in one step and 100,000
in a workflow (the text between tags does not count), and the references and functions of one step are at most 50,000 characters. The id
of a step has at most 200 characters. A draft that was saved before and holds more can still be read and listed; it is refused when it
is saved again. The check resolves a param on the example only as far as that takes a fifth of what a run may spend between two actions,
and tells at most 500 problems, errors first. Paths have at most 100 names; lists, objects, blocks and
parentheses of a document nest at most 100 deep, conditions 32. Nothing outside of the run's own data can be reached: the names
\`__proto__\`, \`constructor\` and \`prototype\` give nothing.
`;

/** The page of the docs about expressions and conditions, as Markdown. */
export function expressionsPage(): string {
  return [HEAD, ...valueSections(), ...templateSections(), ...conditionSections(), EXAMPLE, LIMITS].join(
    "\n",
  );
}

const valueSections = (): string[] => [
  section("The four forms", table(["form", "rule", "example", "gives"], formRows())),
  section(
    "Where paths begin",
    table(
      ["root", "meaning"],
      roots.map(({ name, doc }) => [code(name), doc]),
    ),
  ),
  section(
    "Functions",
    table(["function", "gives", "example", "of", "result"], functions.map(functionRow)),
    "`/#fn:name,path,arguments`. A function that does not exist gives nothing, and the check says so.",
  ),
];

const templateSections = (): string[] => [
  section(
    "Helpers of templates",
    table(["helper", "gives", "example", "result"], [...helpers.values()].map(templateRow)),
    "A helper that does not exist puts out nothing, and the check says so. Helpers nest in parentheses: `{{toUpper (lookup steps.1.colours 'small')}}`.",
  ),
  section(
    "Blocks of templates",
    table(["block", "puts out", "example", "result"], blocks.map(templateRow)),
    "Comments are `{{! }}` and `{{!-- --}}`; `~` inside of a tag takes the white space on its side; a block or comment alone on a line takes the line.",
  ),
];

const conditionSections = (): string[] => [
  section(
    "Operators of conditions",
    table(
      ["operator", "holds when", "looks at", "example", "holds"],
      operators.map(({ op, doc, operands, example }) => [
        code(op),
        doc,
        operands === 1 ? "the first" : "both",
        code(JSON.stringify(example.values)),
        example.result ? "yes" : "no",
      ]),
    ),
    "`and` holds when all of its conditions do, `or` when any does. Transitions are tried in order, and the first whose condition holds is taken.",
  ),
  section(
    "What becomes of a failed step",
    table(
      ["error action", "means"],
      errorActions.map(({ type, doc }) => [code(type), doc]),
    ),
    "The first error case whose condition holds decides.",
  ),
];

function section(title: string, content: string, note = ""): string {
  return `## ${title}\n\n${note === "" ? "" : `${note}\n\n`}${content}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

/** Text as code; in double quotes of its own where it holds backquotes. */
const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

const shown = (value: Json | undefined): string =>
  value === undefined ? "nothing" : code(JSON.stringify(value));

const EXAMPLE = section(
  "What the examples run on",
  `The instant 2026-01-01T00:00:00.000Z, random bytes that are all 0, and these steps:\n\n\`\`\`json\n${JSON.stringify(exampleSteps, null, 2)}\n\`\`\`\n`,
);

const templateRow = ({ name, doc, example }: TemplateHelper | TemplateBlock): string[] => [
  code(name),
  doc,
  code(example.template),
  code(example.result),
];

const formRows = (): string[][] =>
  valueForms.flatMap(({ kind, doc, examples }) =>
    examples.map(({ value, result }, at) => [
      at === 0 ? kind : "",
      at === 0 ? doc : "",
      code(JSON.stringify(value)),
      shown(result),
    ]),
  );

function functionRow({ name, doc, args, example }: ExpressionFunction): string[] {
  const call = [`/#fn:${name}`, "steps.1.value", ...example.args].join(",");
  return [
    code(args === undefined ? name : `${name} ${args}`),
    doc,
    code(call),
    shown(example.input),
    shown(example.result),
  ];
}
