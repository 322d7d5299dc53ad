import {
  type Icon,
  IconAdjustments,
  IconArrowFork,
  IconBuilding,
  IconCube,
  IconMessage,
  IconNote,
  IconPlugConnected,
  IconTag,
  IconUser,
  IconWebhook,
} from "@tabler/icons-react";
import classes from "./action-icon.module.css";

const icons: readonly { readonly begins: string; readonly icon: Icon; readonly tone: string }[] = [
  { begins: "kustomer.customer.", icon: IconUser, tone: "blue" },
  { begins: "kustomer.kobject.", icon: IconCube, tone: "violet" },
  { begins: "kustomer.klass.", icon: IconCube, tone: "violet" },
  { begins: "kustomer.conversation.", icon: IconMessage, tone: "orange" },
  { begins: "kustomer.message.", icon: IconMessage, tone: "orange" },
  { begins: "kustomer.note.", icon: IconNote, tone: "orange" },
  { begins: "kustomer.company.", icon: IconBuilding, tone: "blue" },
  { begins: "kustomer.rest-api.", icon: IconPlugConnected, tone: "gray" },
  { begins: "kustomer.tag", icon: IconTag, tone: "gray" },
];

/** The picture of a step: by what it works on; the trigger's and a branch's are their own. */
export function ActionIcon({
  action,
  isTrigger = false,
}: {
  readonly action?: string | undefined;
  readonly isTrigger?: boolean;
}) {
  const found = icons.find((entry) => action?.startsWith(entry.begins));
  const IconOf = isTrigger
    ? IconWebhook
    : action === undefined
      ? IconArrowFork
      : (found?.icon ?? IconAdjustments);
  const tone = isTrigger ? "brand" : (found?.tone ?? "gray");
  return (
    <span className={classes["icon"]} data-tone={tone} aria-hidden="true">
      <IconOf size={17} stroke={1.7} />
    </span>
  );
}
