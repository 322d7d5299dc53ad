import fc from "fast-check";
import { expect, test } from "vitest";
import { holdsText, indexOfText, replaceText, splitText } from "./text-search.ts";

/** Texts that are made of few letters, so that they stand in one another, and repeat themselves for long. */
const letters = fc.string({ unit: fc.constantFrom("a", "a", "a", "b"), maxLength: 12 });
const repeated = fc
  .tuple(letters, fc.nat({ max: 60 }), letters)
  .map(([piece, times, rest]) => `${piece.repeat(times)}${rest}`);
const wanted = repeated.filter((text) => text !== "");
const around = fc.tuple(repeated, wanted, repeated, wanted).map(([before, searched, behind, end]) => ({
  text: before + searched + behind + searched + end,
  searched,
}));

test("what is found, split and replaced is what the language finds, however long it is", () => {
  fc.assert(
    fc.property(
      fc.oneof(around, fc.record({ text: repeated, searched: wanted })),
      fc.nat({ max: 40 }),
      (given, from) => {
        const { text, searched } = given;
        expect(indexOfText(text, searched, from)).toBe(text.indexOf(searched, from));
        expect(holdsText(text, searched)).toBe(text.includes(searched));
        expect(splitText(text, searched, 3)).toEqual(text.split(searched, 3));
        expect(splitText(text, searched, 1_000)).toEqual(text.split(searched));
        expect(replaceText(text, searched, "$&")).toBe(text.split(searched).join("$&"));
      },
    ),
    { numRuns: 2_000 },
  );
});
