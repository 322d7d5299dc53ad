import { Code } from "@mantine/core";
import { Card } from "../../shared/card.tsx";
import classes from "./integrations.module.css";

/** What to do at the desk, in four lines. */
export function RecipeCard() {
  return (
    <Card title="On the other side">
      <ol className={classes["recipe"]}>
        <li>
          Settings › Security › API Keys: a key with <Code>org.hook</Code>
        </li>
        <li>Workflows: a new hook, kind Webhook, with that key</li>
        <li>Copy the hook's address into API URL</li>
        <li>Paste the example payload into Example Webhook Data</li>
      </ol>
    </Card>
  );
}
