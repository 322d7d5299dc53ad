import { Gate } from "@hark/ui";
import { Navigate, Route, Routes } from "react-router";
import { ApiKeysPage } from "./features/api-keys/api-keys-page.tsx";
import { AttributesPage } from "./features/attributes/attributes-page.tsx";
import { DeliveriesPage } from "./features/deliveries/deliveries-page.tsx";
import { HomePage } from "./features/home/home-page.tsx";
import { IntegrationsPage } from "./features/integrations/integrations-page.tsx";
import { KustomerPage } from "./features/integrations/kustomer-page.tsx";
import { OrdersPage } from "./features/orders/orders-page.tsx";
import { ProductsPage } from "./features/products/products-page.tsx";
import { RequestsPage } from "./features/requests/requests-page.tsx";
import { ReviewsPage } from "./features/reviews/reviews-page.tsx";
import { RewardsPage } from "./features/rewards/rewards-page.tsx";
import { StoresPage } from "./features/stores/stores-page.tsx";
import { EventTypesPage } from "./features/webhooks/event-types-page.tsx";
import { NewWebhookPage } from "./features/webhooks/new-webhook-page.tsx";
import { VerifyPage } from "./features/webhooks/verify-page.tsx";
import { WebhookPage } from "./features/webhooks/webhook-page.tsx";
import { WebhooksPage } from "./features/webhooks/webhooks-page.tsx";
import { Frame } from "./frame.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { StoreProvider } from "./store/current-store.tsx";

/** Hark Reviews for merchants: sign-in, then the pages inside their frame. */
export function App() {
  return (
    <Gate product="reviews">
      <StoreProvider>
        <Frame>
          <Routes>
            <Route path="/" element={<HomePage />} />
            <Route path="/reviews/:reviewId?" element={<ReviewsPage />} />
            <Route path="/requests/:requestId?" element={<RequestsPage />} />
            <Route path="/orders" element={<OrdersPage />} />
            <Route path="/products/:productId?" element={<ProductsPage />} />
            <Route path="/deliveries" element={<DeliveriesPage />} />
            <Route path="/settings" element={<Navigate to="/settings/integrations" replace />} />
            <Route path="/settings/store" element={<StoresPage />} />
            <Route path="/settings/attributes" element={<AttributesPage />} />
            <Route path="/settings/rewards" element={<RewardsPage />} />
            <Route path="/settings/integrations" element={<IntegrationsPage />} />
            <Route path="/settings/integrations/kustomer" element={<KustomerPage />} />
            <Route path="/settings/integrations/webhooks" element={<WebhooksPage />} />
            <Route path="/settings/integrations/webhooks/new" element={<NewWebhookPage />} />
            <Route path="/settings/integrations/webhooks/events" element={<EventTypesPage />} />
            <Route path="/settings/integrations/webhooks/verify" element={<VerifyPage />} />
            <Route path="/settings/integrations/webhooks/:webhookId" element={<WebhookPage />} />
            <Route path="/settings/api-keys" element={<ApiKeysPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Frame>
      </StoreProvider>
    </Gate>
  );
}
