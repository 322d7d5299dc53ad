/** As large as a payload may be. */
export const SIZE = 400_000;

/** A text of that size that is made of a piece. */
export const fill = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);

/** Texts on which patterns that go back and forth take for ever. */
export const baits: readonly (readonly [string, string])[] = [
  ["one letter", fill("a")],
  ["blanks", fill(" ")],
  ["blanks before a letter", `${fill(" ").slice(1)}x`],
  ["line ends", fill("\n")],
  ["tabs and line ends", fill("\t\r\n")],
  ["digits", fill("1")],
  ["phone numbers", fill("+1 (")],
  ["at signs", fill("@")],
  ["letters and at signs", fill("a@")],
  ["dots", fill("a.")],
  ["stars", fill("*")],
  ["pairs of stars", fill("**a")],
  ["stars and underscores", fill("*_")],
  ["underscores", fill("_a_")],
  ["backticks", fill("`")],
  ["fences", fill("```\n")],
  ["brackets", fill("[")],
  ["links that are never closed", fill("[a](")],
  ["links in links", fill("[a](http://a")],
  ["images", fill("![")],
  ["headings", fill("#")],
  ["quotes", fill("> ")],
  ["quotes in lines", fill(">\n")],
  ["lists", fill("- a\n")],
  ["numbers of lists", fill("1. ")],
  ["tildes", fill("~~a")],
  ["rules", fill("---\n")],
  ["HTML", fill("<a ")],
  ["ampersands", fill("&")],
  ["percent signs", fill("%25")],
  ["broken percent signs", fill("%")],
  ["Base64", fill("AAAA")],
  ["backslashes", fill("\\")],
  ["half a character", fill("\ud800")],
  ["emoji", fill("😀")],
  ["lists of JSON", fill("[")],
  ["objects of JSON", fill('{"a":')],
  ["zones", fill("Europe/Berlin")],
  ["dates", fill("2026-01-01T")],
  ["tags", fill("{{")],
];
