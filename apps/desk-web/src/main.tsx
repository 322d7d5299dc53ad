import { AppRoot } from "@hark/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { createRouter } from "./app/router.tsx";

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no element with the id root");

createRoot(place).render(
  <StrictMode>
    <AppRoot>
      <RouterProvider router={createRouter()} />
    </AppRoot>
  </StrictMode>,
);
