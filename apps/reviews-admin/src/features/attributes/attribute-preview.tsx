import { JsonView } from "@hark/ui";
import { Chip, Group, Select, Slider, Tabs, Text, Textarea } from "@mantine/core";
import classes from "./attributes.module.css";
import { type AttributeDraft, bodyOf, sampleAnswer } from "./draft.ts";

/** The question as the shopper will see it, and the answer as the desk will get it. */
export function AttributePreview({ draft }: { draft: AttributeDraft }) {
  const title = draft.title.trim() || "Title";
  return (
    <Tabs defaultValue="form" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="form">As the shopper sees it</Tabs.Tab>
        <Tabs.Tab value="payload">In the payload</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="form">
        <div className={classes["preview"]}>
          <Text fw={500} mb={8}>
            {title}
            {draft.required && <span aria-hidden="true"> *</span>}
          </Text>
          <Question draft={draft} title={title} />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="payload">
        <JsonView value={{ attributes: [{ title, value: sampleAnswer(draft) }] }} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Question({ draft, title }: { draft: AttributeDraft; title: string }) {
  const { options, min = 1, max = 5 } = bodyOf(draft);
  const choices = [...new Set(options)];
  switch (draft.kind) {
    case "drop-down":
      return <Select aria-label={title} placeholder="Choose one" data={choices} />;
    case "multi-select":
      return (
        <Chip.Group multiple>
          <Group gap="xs">
            {choices.map((choice) => (
              <Chip key={choice} value={choice}>
                {choice}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      );
    case "text":
      return <Textarea aria-label={title} autosize minRows={2} />;
    case "range":
    case "centered-range":
      if (min >= max) return <Text c="dimmed">The upper end must be above the lower one.</Text>;
      return (
        <div>
          <Slider
            key={`${min}-${max}`}
            thumbLabel={title}
            min={min}
            max={max}
            step={1}
            defaultValue={Math.round((min + max) / 2)}
            {...(draft.kind === "centered-range" ? { startPoint: 0 } : {})}
          />
          <div className={classes["ends"]}>
            <span>{draft.minLabel || min}</span>
            <span>{draft.midLabel}</span>
            <span>{draft.maxLabel || max}</span>
          </div>
        </div>
      );
  }
}
