import { Anchor, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import classes from "./page-header.module.css";

/** A step on the way to the page. */
export interface Crumb {
  readonly label: string;
  /** Without it the step is not a page. */
  readonly to?: string;
}

/** What the head of a page says. */
export interface PageHeaderProps {
  readonly title: ReactNode;
  /** What the browser's tab says, where the title is not plain text. */
  readonly tabTitle?: string;
  readonly text?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** States and numbers beside the title. */
  readonly badges?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of a page: where one is, and what one can do. */
export function PageHeader({ title, tabTitle, text, crumbs = [], badges, actions }: PageHeaderProps) {
  const tab = tabTitle ?? (typeof title === "string" ? title : undefined);
  useEffect(() => {
    if (tab !== undefined) document.title = `${tab} · Hark`;
  }, [tab]);
  return (
    <header className={classes["header"]}>
      <Group justify="space-between" gap="sm" wrap="nowrap" className={classes["bar"] ?? ""}>
        <Group gap={8} wrap="wrap" className={classes["place"] ?? ""}>
          {crumbs.length > 0 && (
            <nav aria-label="Breadcrumbs" className={classes["crumbs"]}>
              {crumbs.map((crumb) => (
                <span key={crumb.label}>
                  {crumb.to === undefined ? (
                    crumb.label
                  ) : (
                    <Anchor component={Link} to={crumb.to} c="dimmed">
                      {crumb.label}
                    </Anchor>
                  )}
                  {" / "}
                </span>
              ))}
            </nav>
          )}
          <Title order={1} className={classes["title"] ?? ""}>
            {title}
          </Title>
          {badges}
        </Group>
        {actions && (
          <Group gap="xs" className={classes["actions"] ?? ""}>
            {actions}
          </Group>
        )}
      </Group>
      {text && (
        <Text c="dimmed" className={classes["text"] ?? ""} component="div">
          {text}
        </Text>
      )}
    </header>
  );
}
