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
  IconSend,
  IconShoppingBag,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { KeysHelp } from "./keys-help.tsx";
import { StoreSwitch } from "./store/store-switch.tsx";

const navigation = [
  { label: "Home", to: "/", icon: IconHome },
  { label: "Reviews", to: "/reviews", icon: IconMessageStar },
  { label: "Requests", to: "/requests", icon: IconMailForward },
  { label: "Orders", to: "/orders", icon: IconShoppingBag },
  { label: "Products", to: "/products", icon: IconPackage },
  { label: "Deliveries", to: "/deliveries", icon: IconSend },
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

const commands = [
  { label: "Reviews that wait for approval", description: "Reviews", to: "/reviews?status=pending" },
  { label: "Reviews with 1 or 2 stars", description: "Reviews", to: "/reviews?rating=2,1" },
  { label: "Reviews that did not reach the desk", description: "Reviews", to: "/reviews?delivery=failed" },
  { label: "New order", description: "Orders", to: "/orders?order=new" },
  { label: "New product", description: "Products", to: "/products/new" },
  { label: "New attribute", description: "Settings", to: "/settings/attributes?attribute=new" },
  { label: "Deliveries that need you", description: "Deliveries", to: "/deliveries?state=failed" },
  { label: "New webhook", description: "Settings > Integrations", to: "/settings/integrations/webhooks/new" },
  { label: "Check a signature", description: "Webhooks", to: "/settings/integrations/webhooks/verify" },
  { label: "Kustomer", description: "Settings > Integrations", to: "/settings/integrations/kustomer" },
];

/** The navigation around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <Shell
      product="reviews"
      navigation={navigation}
      organisation={me.organisation.name}
      person={me.name}
      onSignOut={signOut}
      search={<StoreSwitch />}
      commands={commands.map(({ to, ...command }) => ({ ...command, run: () => void navigate(to) }))}
    >
      {children}
      <KeysHelp />
    </Shell>
  );
}
