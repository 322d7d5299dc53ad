import { Component, type ReactNode } from "react";
import { ErrorState } from "../feedback/error-state.tsx";

interface Props {
  readonly children: ReactNode;
}

/** Catches what a page throws while it is drawn, and offers to try again. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
