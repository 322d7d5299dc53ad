import fc from "fast-check";

/** A step of a random workflow, as numbers: what it does, what it reads of what came before, where it goes. */
interface Shape {
  readonly kind: keyof typeof kinds;
  /** Which of the earlier steps of the wanted sort it takes its record from. */
  readonly whose: number;
  /** Whether it looks at the record it found before it goes on, and skips a step when there is none. */
  readonly forks: boolean;
  readonly onError: "stop-processing" | "continue" | "retry-action";
}

type Sort = "customer" | "object" | "conversation";
interface Kind {
  readonly action: string;
  /** The sort of record it gives. */
  readonly gives?: Sort;
  /** The sort of record it needs the id of. */
  readonly needs?: Sort;
  params(id: string): object;
}

const event = "/#steps.1";
const kinds = {
  find: { action: "customer.find-by-email", gives: "customer", params: () => ({ email: `${event}.email` }) },
  create: {
    action: "customer.create",
    gives: "customer",
    params: () => ({ name: `${event}.text`, emails: [{ email: `${event}.email` }] }),
  },
  rename: { action: "customer.update", needs: "customer", params: (id) => ({ id, name: `${event}.text` }) },
  append: {
    action: "customer.append-email",
    needs: "customer",
    params: (id) => ({ id, email: `${event}.other` }),
  },
  look: {
    action: "kobject.find-by-external-id",
    gives: "object",
    params: () => ({ klassName: "thing", externalId: `${event}.object` }),
  },
  file: {
    action: "kobject.create",
    gives: "object",
    needs: "customer",
    params: (customer) => ({
      klassName: "thing",
      customer,
      title: `${event}.text`,
      externalId: `${event}.object`,
    }),
  },
  change: {
    action: "kobject.update",
    needs: "object",
    params: (id) => ({ klassName: "thing", id, title: "{{steps.1.text}} of {{steps.1.email}}" }),
  },
  open: {
    action: "conversation.create",
    gives: "conversation",
    needs: "customer",
    params: (customer) => ({ customer, name: `${event}.text` }),
  },
  close: {
    action: "conversation.update",
    needs: "conversation",
    params: (id) => ({ id, status: "done" }),
  },
  note: {
    action: "note.create",
    needs: "customer",
    params: (customer) => ({ customer, body: `${event}.text` }),
  },
} as const satisfies Record<string, Kind>;

const names = Object.keys(kinds) as (keyof typeof kinds)[]; // keys of a table that is written above

/** Shapes of workflows; `onError` says what their error cases may say. */
export const shapes = (...onError: Shape["onError"][]): fc.Arbitrary<readonly Shape[]> =>
  fc.array(
    fc.record<Shape>({
      kind: fc.constantFrom(...names),
      whose: fc.nat({ max: 3 }),
      forks: fc.boolean(),
      onError: fc.constantFrom(...onError),
    }),
    { minLength: 2, maxLength: 6 },
  );

const always = { op: "true", values: [true] };

/** The document of a shape: a graph without cycles that listens to `eventName`. */
export function documentOf(eventName: string, shape: readonly Shape[]): object {
  const id = (at: number): string => `s${at}`;
  const edge = (at: number, condition: object = always): object[] =>
    at < shape.length ? [{ target: id(at), condition }] : [];
  return {
    name: eventName,
    trigger: { id: "1", eventName, transitions: edge(0) },
    steps: shape.map(({ kind, whose, forks, onError }, at) => {
      const { action, needs, params }: Kind = kinds[kind];
      const found = { op: "exists", values: [`/#steps.${id(at)}.id`] };
      return {
        id: id(at),
        action: `kustomer.${action}`,
        params: params(needs ? recordOf(shape, at, needs, whose) : ""),
        transitions: forks ? [...edge(at + 1, found), ...edge(at + 2)] : edge(at + 1),
        errorCases: [{ condition: always, errorAction: { type: onError } }],
      };
    }),
  };
}

/** The id of a record that an earlier step gave; without one, that of nobody. */
function recordOf(shape: readonly Shape[], at: number, sort: Sort, whose: number): string {
  const giving = shape.slice(0, at).flatMap(({ kind }, earlier) => {
    const { gives }: Kind = kinds[kind];
    return gives === sort ? [earlier] : [];
  });
  const chosen = giving[whose % giving.length];
  return chosen === undefined ? `/#steps.1.nobody` : `/#steps.s${chosen}.id`;
}

/** What an event says: which workflow it starts, and which of the few shared records it is about. */
export interface Occurrence {
  readonly workflow: number;
  readonly email: number;
  readonly other: number;
  readonly object: number;
}

const few = fc.nat({ max: 2 });

/** Streams of events over so many workflows, about three customers and three objects. */
export const occurrences = (
  workflows: number,
  size: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<readonly Occurrence[]> =>
  fc.array(
    fc.record<Occurrence>({ workflow: fc.nat({ max: workflows - 1 }), email: few, other: few, object: few }),
    size,
  );
