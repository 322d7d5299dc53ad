import { StatusBadge } from "@hark/ui";
import { titleOfId } from "../model/words.ts";
import { useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";

/** What is wrong with the workflow, and how to mend it; a click leads to the step. */
export function ProblemList() {
  const { problems, document, example, actions, select } = useEditor();
  return (
    <ul className={classes["problems"]}>
      {problems.map((problem) => (
        <li key={`${problem.step} ${problem.field} ${problem.code} ${problem.message}`}>
          <button
            type="button"
            className={classes["problem"]}
            onClick={() => problem.step !== undefined && select(problem.step)}
          >
            <StatusBadge tone={problem.severity === "error" ? "bad" : "wait"}>
              {problem.step === undefined ? "Workflow" : titleOfId(document, problem.step, actions)}
            </StatusBadge>
            <span>
              {sentence(problem.message)} <span className={classes["cure"]}>{sentence(problem.cure)}</span>
            </span>
          </button>
        </li>
      ))}
      {problems.length === 0 && (
        <li className={classes["nothing"]}>
          {example === null
            ? "Everything fits together, as far as one can say without example data: put some into the trigger."
            : "Everything fits together on the example data."}
        </li>
      )}
    </ul>
  );
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`;
