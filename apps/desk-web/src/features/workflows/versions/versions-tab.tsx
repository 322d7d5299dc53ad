import { EmptyState, ErrorState, LoadingRows, RelativeTime, StatusBadge } from "@hark/ui";
import { Button, Group, Text, UnstyledButton } from "@mantine/core";
import { IconGitCompare, IconVersions } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useAddress } from "../../../shared/use-address.ts";
import type { Workflow } from "../workflow.ts";
import { CompareVersions } from "./compare-versions.tsx";
import { useAuthors } from "./use-authors.ts";
import { listVersions, readComparison, type Version, type VersionRef, versionsKey } from "./version.ts";
import { VersionView } from "./version-view.tsx";
import classes from "./versions-tab.module.css";

/** Every published document of a workflow: look at one, compare two, go back to one. */
export function VersionsTab({ workflow }: { readonly workflow: Workflow }) {
  const { params, set } = useAddress();
  const versions = useQuery({
    queryKey: versionsKey(workflow.id),
    queryFn: () => listVersions(workflow.id),
  });
  if (versions.isPending) return <LoadingRows rows={8} />;
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const list = versions.data.data;
  if (list.length === 0)
    return (
      <EmptyState
        icon={IconVersions}
        title="No versions yet"
        text="Each time the draft is published, what it was then is kept here as a version that never changes."
      />
    );
  const comparison = readComparison(params.get("compare"));
  const opened = list.find(({ version }) => String(version) === params.get("version"));
  return (
    <div
      className={classes["split"]}
      data-open={opened !== undefined || comparison !== undefined || undefined}
    >
      <VersionList workflow={workflow} versions={list} opened={opened?.version} />
      <div className={classes["detail"]}>
        {comparison ? (
          <CompareVersions workflow={workflow} versions={list} {...comparison} />
        ) : opened ? (
          <VersionView key={opened.version} workflow={workflow} version={opened} versions={list} />
        ) : (
          <Text c="dimmed" p="xl" ta="center">
            Choose a version to look at it, or{" "}
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => set({ compare: `${list[0]?.version ?? 1}..draft` })}
            >
              compare the draft with the newest
            </Button>
          </Text>
        )}
      </div>
    </div>
  );
}

interface ListProps {
  readonly workflow: Workflow;
  readonly versions: readonly Version[];
  readonly opened: number | undefined;
}

function VersionList({ workflow, versions, opened }: ListProps) {
  const { set } = useAddress();
  const nameOf = useAuthors();
  const published = workflow.attributes.version;
  return (
    <ul className={classes["list"]} aria-label="Versions">
      {workflow.attributes.draftChanged && (
        <li className={classes["item"]}>
          <div className={classes["open"]}>
            <Text fw={500}>Draft</Text>
            <Text size="sm" c="dimmed" component="div">
              changed <RelativeTime at={workflow.attributes.updatedAt} />
            </Text>
          </div>
          <CompareButton from={published} to="draft" />
        </li>
      )}
      {versions.map((version, index) => (
        <li
          key={version.version}
          className={classes["item"]}
          data-selected={version.version === opened || undefined}
        >
          <UnstyledButton
            className={classes["open"] ?? ""}
            aria-current={version.version === opened ? "true" : undefined}
            onClick={() => set({ version: String(version.version), compare: null })}
          >
            <Group gap={8}>
              <Text span fw={500}>
                Version {version.version}
              </Text>
              {version.version === published && <StatusBadge tone="good">Published</StatusBadge>}
            </Group>
            <Text size="sm" c="dimmed" component="span" display="block">
              <RelativeTime at={version.createdAt} />
              {version.createdBy !== null && ` by ${nameOf(version.createdBy)}`}
              {` · ${version.stepCount} ${version.stepCount === 1 ? "step" : "steps"}`}
            </Text>
          </UnstyledButton>
          <CompareButton from={versions[index + 1]?.version ?? null} to={version.version} />
        </li>
      ))}
    </ul>
  );
}

/** Compares with what was before; nothing where nothing was. */
function CompareButton({ from, to }: { readonly from: number | null; readonly to: VersionRef }) {
  const { set } = useAddress();
  if (from === null) return null;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      mr="sm"
      leftSection={<IconGitCompare size={14} />}
      aria-label={`Compare ${to === "draft" ? "the draft" : `version ${to}`} with version ${from}`}
      onClick={() => set({ compare: `${from}..${to}`, version: null })}
    >
      Compare
    </Button>
  );
}
