import {
  type Command,
  type Finder,
  Gate,
  type KeyHelp,
  LoadingRows,
  type NavigationItem,
  Shell,
  useMe,
  useSignOut,
} from "@hark/ui";
import {
  IconCube,
  IconGitBranch,
  IconHistory,
  IconHourglass,
  IconInbox,
  IconKey,
  IconStar,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Outlet, useNavigate } from "react-router";
import { KLASSES, listKlasses } from "../features/klasses/klass-list.ts";

const people: readonly NavigationItem[] = [
  { label: "Inbox", to: "/inbox", icon: IconInbox },
  { label: "Customers", to: "/customers", icon: IconUsers },
];

const settings: readonly NavigationItem[] = [
  {
    label: "Settings · Platform",
    to: "/settings",
    children: [
      { label: "Workflows", to: "/settings/workflows", icon: IconGitBranch },
      { label: "Runs", to: "/settings/runs", icon: IconHistory },
      { label: "Hooks", to: "/settings/hooks", icon: IconWebhook },
      { label: "Custom Objects", to: "/settings/custom-objects", icon: IconCube },
      { label: "Data Retention", to: "/settings/retention", icon: IconHourglass },
    ],
  },
  {
    label: "Settings · Security",
    to: "/settings",
    children: [{ label: "API Keys", to: "/settings/api-keys", icon: IconKey }],
  },
];

/** What every page of Desk stands in. */
export function Frame() {
  return (
    <Gate product="desk">
      <Inside />
    </Gate>
  );
}

function Inside() {
  const me = useMe();
  const signOut = useSignOut();
  const objects = useObjectPages();
  return (
    <Shell
      product="desk"
      navigation={[...people, ...objects, ...settings]}
      organisation={me.organisation.name}
      person={me.name}
      onSignOut={signOut}
      commands={useCommands()}
      keys={editorKeys}
      finder={useFinder()}
    >
      <Suspense fallback={<LoadingRows />}>
        <Outlet />
      </Suspense>
    </Shell>
  );
}

const editorKeys: readonly KeyHelp[] = [
  { keys: ["Ctrl", "S"], does: "Save the draft of a workflow" },
  { keys: ["Ctrl", "Z"], does: "Undo in a workflow" },
  { keys: ["Ctrl", "Enter"], does: "Save a note" },
];

const creations: readonly { readonly label: string; readonly to: string }[] = [
  { label: "New workflow", to: "/settings/workflows?panel=create" },
  { label: "Create hook", to: "/settings/hooks?panel=create" },
  { label: "Create API key", to: "/settings/api-keys?panel=create" },
  { label: "New custom object", to: "/settings/custom-objects?panel=create" },
  { label: "New customer", to: "/customers?panel=create" },
];

/** What the palette can make. */
function useCommands(): readonly Command[] {
  const navigate = useNavigate();
  return creations.map(({ label, to }) => ({ label, description: "Create", run: () => void navigate(to) }));
}

function useFinder(): Finder {
  const navigate = useNavigate();
  return { what: "customers", run: (words) => void navigate(`/customers?q=${encodeURIComponent(words)}`) };
}

const MAX_PINNED = 6;

/** A page for every custom object in use. */
function useObjectPages(): readonly NavigationItem[] {
  const klasses = useQuery({ queryKey: KLASSES, queryFn: listKlasses, staleTime: 60_000 });
  const inUse = klasses.data?.data.filter((klass) => klass.attributes.status === "enabled") ?? [];
  return inUse.slice(0, MAX_PINNED).map(({ attributes: { name, displayName = name, icon } }) => ({
    label: displayName,
    to: `/objects/${name}`,
    icon: icon === "star" || name === "review" ? IconStar : IconCube,
  }));
}
