import { expect, test } from "vitest";
import { displayNameOf } from "./display-name.ts";
import { languageOf, loadDetector } from "./language.ts";
import { judgeSentiment } from "./sentiment.ts";

test.each([
  ["Reviewer McGee", "Reviewer M."],
  ["  Robin   van den  Example ", "Robin E."],
  ["Cher", "Cher"],
  ["ada lovelace", "ada L."],
  ["José Ñandú", "José Ñ."],
  ["Kim 𝒳eno", "Kim 𝒳."],
  ["", ""],
])("%j is shown as %j", (name, shown) => {
  expect(displayNameOf(name)).toBe(shown);
});

test.each([
  [5, "I cannot believe how much I love this item.", "positive"],
  [1, "Great. It broke on the first day.", "negative"],
  [4, "I love the colour but the zip broke after a week.", "mixed"],
  [2, "Disappointed. The lid leaks.", "negative"],
  [2, "The fabric is beautiful, the fit is terrible.", "mixed"],
  [3, "It is a mug.", "neutral"],
  [3, "Not bad at all, I am happy with it.", "positive"],
  [3, "It was not good.", "negative"],
])("%i stars and %j are %s", (rating, text, sentiment) => {
  expect(judgeSentiment(rating, text, "en").sentiment).toBe(sentiment);
});

test("words are asked in English only; elsewhere the rating alone decides", () => {
  expect(judgeSentiment(4, "Ich liebe die Farbe, aber der Reißverschluss ist kaputt.", "de")).toEqual({
    sentiment: "positive",
    source: "rating",
  });
});

test.each([
  ["The glaze is deeper than in the pictures and I love it.", "en"],
  ["Das Licht ist warm und angenehm, der Schirm ist sauber verarbeitet.", "de"],
  ["La couleur est magnifique et la livraison était rapide.", "fr"],
  ["El color es precioso y llegó muy rápido a casa.", "es"],
])("%j is written in %s", async (text, language) => {
  expect(languageOf(text, "nl", await loadDetector())).toBe(language);
});

test("what is too short to tell, or no words at all, is taken for the store's language", async () => {
  const detector = await loadDetector();
  expect(languageOf("ok", "nl-NL", detector)).toBe("nl");
  expect(languageOf("👍👍👍👍👍👍", "sv", detector)).toBe("sv");
  expect(languageOf("ok", "fil-PH", detector)).toBeNull();
});
