import { AppRoot } from "@hark/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <BrowserRouter useTransitions={false}>
      <AppRoot>
        <App />
      </AppRoot>
    </BrowserRouter>
  </StrictMode>,
);
