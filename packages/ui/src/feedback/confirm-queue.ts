/** A question that only a person can answer. */
export interface Question {
  readonly title: string;
  /** What will happen, and what will be lost. */
  readonly text: string;
  /** The word on the button that says yes. */
  readonly label: string;
  readonly danger?: boolean;
}

/** A question that waits for its answer. */
export interface OpenQuestion extends Question {
  answer(yes: boolean): void;
}

let open: OpenQuestion | null = null;
const watchers = new Set<() => void>();

function show(question: OpenQuestion | null): void {
  open = question;
  for (const watcher of watchers) watcher();
}

/** The question on the screen, or null. */
export const openQuestion = (): OpenQuestion | null => open;

/** Calls back whenever another question is on the screen. Gives the function that ends it. */
export function watchQuestion(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Asks before something that can't be undone. True when the person agreed. */
export function confirmAction(question: Question): Promise<boolean> {
  open?.answer(false);
  return new Promise((resolve) => {
    show({
      ...question,
      answer: (yes) => {
        show(null);
        resolve(yes);
      },
    });
  });
}
