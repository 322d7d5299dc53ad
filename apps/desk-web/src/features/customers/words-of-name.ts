/** The name of a custom attribute in words: "shelfNumberStr" → "Shelf number". */
export function wordsOfName(name: string): string {
  const words = name
    .replace(/(?:Str|Txt|Num|At|Bool|Url|Id|Tree)$/, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
