import { Paper } from "@mantine/core";
import type { ReactNode } from "react";
import { DataTable, type TableProps } from "../data/data-table.tsx";
import { ErrorState } from "../feedback/error-state.tsx";
import { LoadingRows } from "../feedback/loading-rows.tsx";
import { PageBody } from "./page-body.tsx";
import { PageHeader, type PageHeaderProps } from "./page-header.tsx";

/** What a list page shows of the query that reads its list. */
interface ListQuery<T> {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly data: { readonly data: readonly T[] } | undefined;
  refetch(): unknown;
}

interface Props<T extends object> extends Omit<TableProps<T>, "rows"> {
  readonly header: PageHeaderProps;
  readonly list: ListQuery<T>;
  /** How many rows stand in for a list that is on its way. */
  readonly loadingRows?: number;
  /** Stands over the table, such as a search field. */
  readonly above?: ReactNode;
  /** Stands under the table, such as the way to other pages. */
  readonly below?: ReactNode;
  /** Panels and dialogs of the page. */
  readonly children?: ReactNode;
}

/** A page with one list: its head, then the table, or why there is none. */
export function ListPage<T extends object>({
  header,
  list,
  loadingRows = 5,
  above,
  below,
  children,
  ...table
}: Props<T>) {
  return (
    <>
      <PageHeader {...header} />
      <PageBody>
        {above}
        <Paper>
          {list.isPending && <LoadingRows rows={loadingRows} />}
          {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {list.data && <DataTable {...table} rows={list.data.data} />}
        </Paper>
        {below}
      </PageBody>
      {children}
    </>
  );
}
