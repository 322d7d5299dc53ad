// ISO 3166-1 alpha-2; the names come from the browser, in the page's language.
const CODES =
  "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/** Every country as code and name, in the order of the names. */
export function countries(locale: string): (readonly [code: string, name: string])[] {
  const names = regionNames(locale);
  return (CODES.match(/../g) ?? [])
    .map((code) => [code, names.of(code) ?? code] as const)
    .sort(([, a], [, b]) => a.localeCompare(b));
}

/** The name of a country in the page's language. */
export function countryName(code: string, locale: string): string {
  return regionNames(locale).of(code) ?? code;
}

function regionNames(locale: string): Intl.DisplayNames {
  try {
    return new Intl.DisplayNames(locale || undefined, { type: "region" });
  } catch {
    return new Intl.DisplayNames(undefined, { type: "region" });
  }
}
