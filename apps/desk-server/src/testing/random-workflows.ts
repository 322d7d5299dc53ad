import fc from "fast-check";

/** A step of a random workflow, as numbers: what it does, what it reads of what came before, where it goes. */
interface Shape {
  readonly kind: keyof typeof kinds;
  /** Which of the earlier steps of the wanted sort it takes its record from. */
  readonly whose: number;
  /** Whether it skips a step when there is a record, as one skips to create what is there. */
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

// What looks and what makes stand close together: that is where one run can come between the steps of another.
const often = (kind: keyof typeof kinds, weight: number) => ({ arbitrary: fc.constant(kind), weight });
const anyKind = fc.oneof(
  often("find", 5),
  often("create", 4),
  often("look", 4),
  often("file", 3),
  often("rename", 2),
  often("append", 3),
  often("change", 2),
  often("open", 1),
  often("close", 1),
  often("note", 1),
);

/** Shapes of workflows; `onError` says what their error cases may say. */
export const shapes = (...onError: Shape["onError"][]): fc.Arbitrary<readonly Shape[]> =>
  fc.array(
    fc.record<Shape>({
      kind: anyKind,
      whose: fc.nat({ max: 3 }),
      forks: fc.oneof(
        { arbitrary: fc.constant(true), weight: 3 },
        { arbitrary: fc.constant(false), weight: 1 },
      ),
      onError: fc.constantFrom(...onError),
    }),
    { minLength: 2, maxLength: 7 },
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
        transitions: forks ? [...edge(at + 2, found), ...edge(at + 1)] : edge(at + 1),
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
  /** Records of different spaces have nothing to do with each other. */
  readonly space: number;
  readonly workflow: number;
  readonly email: number;
  readonly other: number;
  readonly object: number;
}

const few = fc.nat({ max: 1 });

/** Streams of events over so many workflows and spaces, each with two customers and two objects. */
export const occurrences = (
  workflows: number,
  spaces: number,
  size: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<readonly Occurrence[]> =>
  fc.array(
    fc.record<Occurrence>({
      space: fc.nat({ max: spaces - 1 }),
      workflow: fc.nat({ max: workflows - 1 }),
      email: few,
      other: few,
      object: few,
    }),
    size,
  );

/** So many pairs of events, each pair in a space of its own: what two runs can do to each other, many times at once. */
export const pairs = (workflows: number, count: number): fc.Arbitrary<readonly Occurrence[]> =>
  occurrences(workflows, 1, { minLength: 2 * count, maxLength: 2 * count }).map((stream) =>
    stream.map((occurrence, at) => ({ ...occurrence, space: Math.floor(at / 2) })),
  );
