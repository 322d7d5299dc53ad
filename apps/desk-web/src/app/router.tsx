import { LoadingRows } from "@hark/ui";
import { createBrowserRouter, Navigate } from "react-router";
import { Frame } from "./frame.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { RouteError } from "./route-error.tsx";

/** Every page of Desk; each comes with its own file when it is first opened. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    {
      path: "/",
      element: <Frame />,
      errorElement: <RouteError />,
      hydrateFallbackElement: <LoadingRows />,
      children: [
        { index: true, element: <Navigate to="/customers" replace /> },
        {
          path: "inbox",
          lazy: async () => ({ Component: (await import("../features/inbox/inbox-page.tsx")).InboxPage }),
        },
        {
          path: "objects/:klass",
          lazy: async () => ({
            Component: (await import("../features/objects/objects-page.tsx")).ObjectsPage,
          }),
        },
        {
          path: "customers",
          lazy: async () => ({
            Component: (await import("../features/customers/customers-page.tsx")).CustomersPage,
          }),
        },
        {
          path: "customers/:id",
          lazy: async () => ({
            Component: (await import("../features/customers/customer-page.tsx")).CustomerPage,
          }),
        },
        {
          path: "settings/workflows",
          lazy: async () => ({
            Component: (await import("../features/workflows/workflows-page.tsx")).WorkflowsPage,
          }),
        },
        {
          path: "settings/workflows/:id",
          lazy: async () => ({
            Component: (await import("../features/workflows/workflow-page.tsx")).WorkflowPage,
          }),
        },
        {
          path: "settings/runs",
          lazy: async () => ({
            Component: (await import("../features/workflows/runs/runs-page.tsx")).RunsPage,
          }),
        },
        {
          path: "settings/runs/compare",
          lazy: async () => ({
            Component: (await import("../features/workflows/runs/compare-page.tsx")).CompareRunsPage,
          }),
        },
        {
          path: "settings/retention",
          lazy: async () => ({
            Component: (await import("../features/retention/retention-page.tsx")).RetentionPage,
          }),
        },
        {
          path: "settings/hooks",
          lazy: async () => ({ Component: (await import("../features/hooks/hooks-page.tsx")).HooksPage }),
        },
        {
          path: "settings/hooks/:kind/:id",
          lazy: async () => ({ Component: (await import("../features/hooks/hook-page.tsx")).HookPage }),
        },
        {
          path: "settings/custom-objects",
          lazy: async () => ({
            Component: (await import("../features/klasses/klasses-page.tsx")).KlassesPage,
          }),
        },
        {
          path: "settings/api-keys",
          lazy: async () => ({ Component: (await import("../features/keys/keys-page.tsx")).KeysPage }),
        },
        { path: "*", element: <NotFoundPage /> },
      ],
    },
  ]);
}
