import type { AttributeAnswer } from "@hark/contract";
import { Badge, Group, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import classes from "./reviews.module.css";

/** What the reviewer answered to the store's own questions; numbers stand on their scale. */
export function ReviewAttributes({ answers }: { answers: readonly AttributeAnswer[] }) {
  if (answers.length === 0) return null;
  return (
    <section aria-label="Attributes">
      <Title order={3} mb="xs">
        Attributes
      </Title>
      <Stack gap="sm">
        {answers.map((answer) => (
          <div key={answer.attributeId}>
            <Text size="sm" c="dimmed">
              {answer.title}
              {answer.subject === "reviewer" ? " (reviewer)" : ""}
            </Text>
            <Answer answer={answer} />
          </div>
        ))}
      </Stack>
    </section>
  );
}

function Answer({ answer }: { answer: AttributeAnswer }) {
  const { value, min, max } = answer;
  if (typeof value === "number" && min !== undefined && max !== undefined && max > min) {
    const place = ((value - min) / (max - min)) * 100;
    const labels = [answer.minLabel || String(min), answer.midLabel ?? "", answer.maxLabel || String(max)];
    return (
      <figure className={classes["answer"]}>
        <VisuallyHidden>{`${value}, from ${labels[0]} (${min}) to ${labels[2]} (${max})`}</VisuallyHidden>
        <div className={classes["scale"]}>
          <span className={classes["mark"]} style={{ left: `${Math.min(100, Math.max(0, place))}%` }} />
        </div>
        <div className={classes["ends"]} aria-hidden="true">
          {labels.map((label, index) => (
            <span key={`${String(index)}-${label}`}>{label}</span>
          ))}
        </div>
      </figure>
    );
  }
  if (Array.isArray(value))
    return (
      <Group gap={6} mt={2}>
        {value.map((one) => (
          <Badge key={one} variant="default">
            {one}
          </Badge>
        ))}
      </Group>
    );
  return <Text className={classes["body"] ?? ""}>{value}</Text>;
}
