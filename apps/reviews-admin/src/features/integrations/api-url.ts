/** What one can say of an API URL while it is typed. The server has the last word when it is saved. */
export type UrlRemark = { readonly kind: "error" | "hint" | "good"; readonly words: string };

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Remarks on an API URL; null while there is nothing to say. */
export function remarkOnUrl(text: string): UrlRemark | null {
  const typed = text.trim();
  if (typed === "") return null;
  if (!URL.canParse(typed))
    return { kind: "error", words: "This is not an address. Copy it whole, from https:// on." };
  const url = new URL(typed);
  const isLocal = LOCAL.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal))
    return { kind: "error", words: "The address must begin with https://." };
  if (url.username !== "" || url.password !== "")
    return { kind: "error", words: "The address carries a user name. The API Key has its own field." };
  if (url.pathname.startsWith("/v1/hooks/form/"))
    return {
      kind: "hint",
      words:
        "This is the address of a form hook, which takes no key. A web hook's address has /v1/hooks/web/ in it.",
    };
  if (!url.pathname.startsWith("/v1/hooks/web/"))
    return { kind: "hint", words: "A web hook's address has /v1/hooks/web/ in it; this one has not." };
  if (!/^\/v1\/hooks\/web\/[0-9a-f]{64}\/?$/.test(url.pathname))
    return {
      kind: "hint",
      words:
        "The last part of a web hook's address has 64 characters; this one has not. Was it copied whole?",
    };
  return { kind: "good", words: "This is the address of a web hook." };
}
