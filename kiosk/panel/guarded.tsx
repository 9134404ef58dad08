import { Component, type ReactNode } from 'react';
import { Disconnected } from './pages/disconnected.tsx';

/** Long enough not to flicker, short enough for a visitor to wait. */
const tryAgainMs = 3_000;

/**
 * A page that breaks takes neither the stop nor the mark with it: the visitor reads that the booth is
 * getting ready, and the page is tried again.
 */
export class Guarded extends Component<{ readonly children: ReactNode }> {
  override state: { readonly broken: boolean } = { broken: false };
  #again: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.setState({ broken: false }), tryAgainMs);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#again);
  }

  override render(): ReactNode {
    return this.state.broken ? <Disconnected /> : this.props.children;
  }
}
