import { Shell, useMe, useSignOut } from "@hark/ui";
import {
  IconAdjustmentsHorizontal,
  IconBuildingStore,
  IconGift,
  IconHome,
  IconKey,
  IconListDetails,
  IconMailForward,
  IconMessageStar,
  IconPackage,
  IconPlugConnected,
  IconShoppingBag,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { StoreSwitch } from "./store/store-switch.tsx";

const navigation = [
  { label: "Home", to: "/", icon: IconHome },
  { label: "Reviews", to: "/reviews", icon: IconMessageStar },
  { label: "Requests", to: "/requests", icon: IconMailForward },
  { label: "Orders", to: "/orders", icon: IconShoppingBag },
  { label: "Products", to: "/products", icon: IconPackage },
  {
    label: "Settings",
    to: "/settings",
    icon: IconAdjustmentsHorizontal,
    children: [
      { label: "Stores", to: "/settings/store", icon: IconBuildingStore },
      { label: "Attributes", to: "/settings/attributes", icon: IconListDetails },
      { label: "Rewards", to: "/settings/rewards", icon: IconGift },
      { label: "Integrations", to: "/settings/integrations", icon: IconPlugConnected },
      { label: "API Keys", to: "/settings/api-keys", icon: IconKey },
    ],
  },
];

/** The navigation around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Shell
      product="reviews"
      navigation={navigation}
      organisation={me.organisation.name}
      person={me.name}
      onSignOut={signOut}
      search={<StoreSwitch />}
    >
      {children}
    </Shell>
  );
}
