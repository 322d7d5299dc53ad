import { Gate, LoadingRows, type NavigationItem, Shell, useMe, useSignOut } from "@hark/ui";
import { IconCube, IconGitBranch, IconKey, IconUsers, IconWebhook } from "@tabler/icons-react";
import { Suspense } from "react";
import { Outlet } from "react-router";

const navigation: readonly NavigationItem[] = [
  { label: "Customers", to: "/customers", icon: IconUsers },
  {
    label: "Settings · Platform",
    to: "/settings",
    children: [
      { label: "Workflows", to: "/settings/workflows", icon: IconGitBranch },
      { label: "Web Hooks", to: "/settings/hooks", icon: IconWebhook },
      { label: "Custom Objects", to: "/settings/custom-objects", icon: IconCube },
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
  return (
    <Shell
      product="desk"
      navigation={navigation}
      organisation={me.organisation.name}
      person={me.name}
      onSignOut={signOut}
    >
      <Suspense fallback={<LoadingRows />}>
        <Outlet />
      </Suspense>
    </Shell>
  );
}
