import { StatusBadge } from "@hark/ui";
import type { Problem } from "@hark/workflow/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { titleOfId } from "../model/words.ts";
import { useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";

/** Below the canvas: what is wrong with the workflow; a click leads to the step. */
export function ProblemsBar() {
  const { problems, document, actions, select } = useEditor();
  const [isOpen, bar] = useDisclosure(false);
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  const IconOf = isOpen ? IconChevronDown : IconChevronUp;
  return (
    <div className={classes["bar"]}>
      <button type="button" className={classes["summary"]} aria-expanded={isOpen} onClick={bar.toggle}>
        Problems
        {errors > 0 && <StatusBadge tone="bad">{errors === 1 ? "1 error" : `${errors} errors`}</StatusBadge>}
        {warnings > 0 && (
          <StatusBadge tone="wait">{warnings === 1 ? "1 warning" : `${warnings} warnings`}</StatusBadge>
        )}
        {problems.length === 0 && <StatusBadge tone="good">none</StatusBadge>}
        <IconOf size={16} aria-hidden="true" style={{ marginLeft: "auto" }} />
      </button>
      {isOpen && (
        <ul className={classes["problems"]}>
          {problems.map((problem) => (
            <li key={`${problem.step} ${problem.field} ${problem.code} ${problem.message}`}>
              <button
                type="button"
                className={classes["problem"]}
                onClick={() => problem.step !== undefined && select(problem.step)}
              >
                <StatusBadge tone={problem.severity === "error" ? "bad" : "wait"}>
                  {whereOf(problem)}
                </StatusBadge>
                <span>
                  {problem.message}. <span className={classes["cure"]}>{sentence(problem.cure)}.</span>
                </span>
              </button>
            </li>
          ))}
          {problems.length === 0 && (
            <li className={classes["cure"]}>Everything fits together on the example data.</li>
          )}
        </ul>
      )}
    </div>
  );

  function whereOf(problem: Problem): string {
    return problem.step === undefined ? "Workflow" : titleOfId(document, problem.step, actions);
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
