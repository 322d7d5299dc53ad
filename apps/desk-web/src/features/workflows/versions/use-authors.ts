import { api, useMe } from "@hark/ui";
import { useQuery } from "@tanstack/react-query";
import type { Many } from "../../../shared/resource.ts";

interface UserAttributes {
  readonly name?: string | null;
  readonly displayName?: string | null;
  readonly email?: string | null;
}

const listUsers = (): Promise<Many<UserAttributes>> => api.get("/v1/users?pageSize=100");

/** What people and keys that changed something are called, by their ids. */
export function useAuthors(): (id: string) => string {
  const me = useMe();
  const users = useQuery({ queryKey: ["users"], queryFn: listUsers, staleTime: 60_000, retry: false });
  const names = new Map(
    users.data?.data.map(({ id, attributes: { name, displayName, email } }) => [
      id,
      displayName || name || email || "somebody",
    ]),
  );
  return (id) => (id === me.id ? "you" : (names.get(id) ?? "an API key"));
}
