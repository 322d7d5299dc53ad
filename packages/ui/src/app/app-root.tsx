import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "../tokens.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { createQueryClient } from "../api/query-client.ts";
import { ConfirmHost } from "../feedback/confirm-host.tsx";
import { theme } from "../theme.ts";
import { ErrorBoundary } from "./error-boundary.tsx";

/** Everything an app stands in: theme (light and dark as the system has it), cache, notices, questions, and a last resort. */
export function AppRoot({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Notifications position="bottom-center" autoClose={6_000} limit={3} containerWidth={380} />
        <ConfirmHost />
        <ErrorBoundary>{children}</ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}
