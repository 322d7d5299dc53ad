import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { addStep, freeStepId, type Place } from "../model/document-edits.ts";
import { ActionPicker } from "./action-picker.tsx";
import classes from "./add-step-button.module.css";
import { useEditor } from "./editor-context.ts";

/** The plus that puts a step somewhere: it asks what the step shall do, then opens the step. */
export function AddStepButton({ place, label }: { readonly place: Place; readonly label: string }) {
  const { document, edit, select } = useEditor();
  const [isOpen, setOpen] = useState(false);
  const add = (action: string | undefined): void => {
    const id = freeStepId(document, action);
    edit((now) => addStep(now, place, action === undefined ? { id } : { id, action }));
    setOpen(false);
    select(id);
  };
  return (
    <>
      <button
        type="button"
        className={classes["plus"]}
        aria-label={label}
        title={label}
        onClick={() => setOpen(true)}
      >
        <IconPlus size={13} stroke={2} aria-hidden="true" />
      </button>
      {isOpen && <ActionPicker onPick={add} onClose={() => setOpen(false)} />}
    </>
  );
}
