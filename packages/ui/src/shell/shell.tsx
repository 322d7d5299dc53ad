import { AppShell, Burger, Group, Kbd, ScrollArea, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Product, productNames } from "../app/product.ts";
import type { Command, Finder } from "./command.ts";
import { type KeyHelp, KeysHelp } from "./keys-help.tsx";
import { Logo } from "./logo.tsx";
import type { NavigationItem } from "./navigation.ts";
import { NavigationList } from "./navigation-list.tsx";
import { PaletteHost } from "./palette-host.tsx";
import { openPalette } from "./palette-store.ts";
import { PersonMenu } from "./person-menu.tsx";
import classes from "./shell.module.css";

interface Props {
  readonly product: Product;
  readonly navigation: readonly NavigationItem[];
  readonly organisation: string;
  readonly person: string;
  onSignOut(): void;
  /** Stands above the navigation, such as a picker of shops. */
  readonly search?: ReactNode;
  /** What the palette (Ctrl K) can do beside going to pages. */
  readonly commands?: readonly Command[];
  /** What the palette can search. */
  readonly finder?: Finder;
  /** Keys of the app beside those that both have, for the list that `?` shows. */
  readonly keys?: readonly KeyHelp[];
  readonly children: ReactNode;
}

const NAV_WIDTH = 216;

/** The frame of an app: navigation at the left (behind a burger on phones), the page beside it. */
export function Shell(props: Props) {
  const {
    product,
    navigation,
    organisation,
    person,
    onSignOut,
    search,
    commands = [],
    keys = [],
    finder,
    children,
  } = props;
  const [isOpen, menu] = useDisclosure(false);
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 48, sm: 0 } }}
      navbar={{ width: NAV_WIDTH, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a href="#content" className={classes["skip"]}>
        Skip to content
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes["header"] ?? ""}>
        <Group h="100%" px="sm" gap="sm">
          <Burger opened={isOpen} onClick={menu.toggle} size="sm" aria-label="Menu" />
          <Logo name={productNames[product]} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p={10} className={classes["navbar"] ?? ""} aria-label="Main">
        <Group justify="space-between" px={8} py={6} mb={6} wrap="nowrap">
          <Logo name={productNames[product]} />
          <Burger opened={isOpen} onClick={menu.toggle} size="sm" hiddenFrom="sm" aria-label="Close menu" />
        </Group>
        <UnstyledButton className={classes["find"] ?? ""} onClick={openPalette}>
          <IconSearch size={15} aria-hidden="true" />
          <span>Go to…</span>
          <Kbd size="xs">Ctrl K</Kbd>
        </UnstyledButton>
        {search}
        <ScrollArea flex={1} type="never" mt={8}>
          <NavigationList items={navigation} onGo={menu.close} />
        </ScrollArea>
        <PersonMenu organisation={organisation} person={person} onSignOut={onSignOut} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes["main"] ?? ""}>
        {children}
      </AppShell.Main>
      <KeysHelp more={keys} />
      <PaletteHost navigation={navigation} commands={commands} finder={finder} />
    </AppShell>
  );
}
