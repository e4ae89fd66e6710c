import { Injectable } from '@nestjs/common';

/** Tells this process that an order was committed, so that its text need not wait for the next look at the queue. */
@Injectable()
export class PlacedOrders {
  private readonly listeners = new Set<() => void>();

  /** Calls `listener` after each order from now on; the function returned ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(): void {
    for (const listener of this.listeners) listener();
  }
}
