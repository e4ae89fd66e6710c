import { Injectable } from '@nestjs/common';

/**
 * Says within this process that an order or a notification was changed. It carries nothing.
 * - Whoever changes one raises it after the commit, so that a reader finds the change.
 */
@Injectable()
export class ChangeSignal {
  private readonly listeners = new Set<() => void>();

  raise(): void {
    for (const listener of this.listeners) listener();
  }

  /** @param listener is called at every change; it must not throw */
  listen(listener: () => void): void {
    this.listeners.add(listener);
  }
}
