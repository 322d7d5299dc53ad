import { NavLink as Entry } from "@mantine/core";
import { NavLink, useLocation } from "react-router";
import type { NavigationItem } from "./navigation.ts";
import classes from "./navigation-list.module.css";

interface Props {
  readonly items: readonly NavigationItem[];
  onGo(): void;
}

/** The entries of the left navigation; groups stand under a small heading. */
export function NavigationList({ items, onGo }: Props) {
  const { pathname } = useLocation();
  return (
    <>
      {items.map((item) =>
        item.children ? (
          <section key={item.label} aria-label={item.label}>
            <div className={classes["heading"]}>{item.label}</div>
            <NavigationList items={item.children} onGo={onGo} />
          </section>
        ) : (
          <Entry
            key={item.to}
            component={NavLink}
            to={item.to}
            end={item.to === "/"}
            label={item.label}
            active={isBelow(pathname, item.to)}
            leftSection={item.icon ? <item.icon size={17} stroke={1.7} aria-hidden="true" /> : undefined}
            className={classes["entry"] ?? ""}
            onClick={onGo}
          />
        ),
      )}
    </>
  );
}

function isBelow(pathname: string, to: string): boolean {
  return to === "/" ? pathname === "/" : pathname === to || pathname.startsWith(`${to}/`);
}
