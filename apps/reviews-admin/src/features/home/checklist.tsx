import type { Home } from "@hark/contract";
import { Anchor, Group, SimpleGrid, Text, ThemeIcon, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "react-router";
import { Card } from "../../shared/card.tsx";

/** What is left to set up; gone once all of it is done. The ticks set themselves. */
export function Checklist({ checklist, slug }: { checklist: Home["checklist"]; slug: string }) {
  const steps = [
    { isDone: checklist.products, title: "Products are in", to: "/products", link: "Add one" },
    {
      isDone: checklist.widget,
      title: "The form is on your shop",
      to: "/settings/store",
      link: "Get the snippet",
    },
    {
      isDone: checklist.firstReview,
      title: "The first review came in",
      href: `/shop/${slug}`,
      link: "Write one",
    },
    {
      isDone: checklist.deskJoined,
      title: "Reviews go to the support desk",
      to: "/settings/integrations/kustomer",
      link: "Set up Kustomer",
    },
  ];
  const done = steps.filter((step) => step.isDone).length;
  if (done === steps.length) return null;
  return (
    <Card title="Getting started" text={`${done} of ${steps.length} done; the ticks set themselves.`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {steps.map((step) => (
          <Group key={step.title} gap="sm" wrap="nowrap">
            <ThemeIcon size={24} radius="xl" variant={step.isDone ? "filled" : "default"}>
              <VisuallyHidden>{step.isDone ? "Done:" : "Not done yet:"}</VisuallyHidden>
              {step.isDone && <IconCheck size={15} aria-hidden="true" />}
            </ThemeIcon>
            <Text {...(step.isDone ? { c: "dimmed" } : {})}>{step.title}</Text>
            {!step.isDone &&
              (step.to === undefined ? (
                <Anchor href={step.href} target="_blank" rel="noreferrer">
                  {step.link}
                </Anchor>
              ) : (
                <Anchor component={Link} to={step.to}>
                  {step.link}
                </Anchor>
              ))}
          </Group>
        ))}
      </SimpleGrid>
    </Card>
  );
}
