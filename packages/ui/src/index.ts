export { type Api, api } from "./api/api.ts";
export { ApiError, type ApiFault } from "./api/api-error.ts";
export {
  API_KEYS,
  type ApiKey,
  createApiKey,
  listApiKeys,
  type NewApiKey,
  revokeApiKey,
} from "./api/api-keys.ts";
export { fieldErrors } from "./api/field-errors.ts";
export type { LiveMessage } from "./api/live-hub.ts";
export { ME_KEY } from "./api/query-client.ts";
export { useLive } from "./api/use-live.ts";
export { AppRoot } from "./app/app-root.tsx";
export { ErrorBoundary } from "./app/error-boundary.tsx";
export { Gate } from "./app/gate.tsx";
export { type Me, useMe } from "./app/me.ts";
export type { Product } from "./app/product.ts";
export { useSignOut } from "./app/use-sign-out.ts";
export { CopyButton } from "./data/copy-button.tsx";
export { CopyField } from "./data/copy-field.tsx";
export { type Column, DataTable } from "./data/data-table.tsx";
export { RelativeTime } from "./data/relative-time.tsx";
export { SecretOnce } from "./data/secret-once.tsx";
export { Stars } from "./data/stars.tsx";
export { StatusBadge } from "./data/status-badge.tsx";
export { type StatusWords, statuses, statusOf } from "./data/statuses.ts";
export { exactTime, relativeTime } from "./data/times.ts";
export type { Tone } from "./data/tone.ts";
export { useNow } from "./data/use-now.ts";
export { confirmAction, type Question } from "./feedback/confirm-queue.ts";
export { EmptyState } from "./feedback/empty-state.tsx";
export { ErrorState } from "./feedback/error-state.tsx";
export { LoadingRows } from "./feedback/loading-rows.tsx";
export { NotFoundState } from "./feedback/not-found-state.tsx";
export { toastDone, toastError, toastUndo } from "./feedback/toasts.tsx";
export { CodeBlock } from "./json/code-block.tsx";
export { JsonEditor } from "./json/json-editor.tsx";
export { JsonView } from "./json/json-view.tsx";
export type { Command, Finder } from "./shell/command.ts";
export { CreateButton } from "./shell/create-button.tsx";
export type { KeyHelp } from "./shell/keys-help.tsx";
export { ListPage } from "./shell/list-page.tsx";
export type { NavigationItem } from "./shell/navigation.ts";
export { PageBody } from "./shell/page-body.tsx";
export { type Crumb, PageHeader } from "./shell/page-header.tsx";
export { Shell } from "./shell/shell.tsx";
export { theme } from "./theme.ts";
