/**
 * What is odd about a receiver's address that is allowed: null when it looks like a web hook of Kustomer's shape
 * (`/v1/hooks/web/` and 64 hex characters). Only a hint: proxies may use other paths.
 */
export function hookUrlHint(url: string): string | null {
  const { pathname } = new URL(url);
  if (/^\/v1\/hooks\/web\/[0-9a-f]{64}\/?$/.test(pathname)) return null;
  if (pathname.startsWith("/v1/hooks/form/"))
    return "This is the address of a form hook, which takes no key. The guide asks for a web hook: its address has /v1/hooks/web/ in it.";
  if (pathname.startsWith("/v1/hooks/web/"))
    return "The last part of a web hook's address has 64 characters; this one has not. Was it copied whole?";
  return "A web hook's address has /v1/hooks/web/ in it; this one has not. Send a test event to see what answers.";
}
