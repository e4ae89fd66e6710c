import { Injectable } from '@nestjs/common';

/**
 * Wakes one sleeper early. A signal while nobody sleeps is kept for the next sleep; more of them
 * count once.
 */
@Injectable()
export class WakeUpSignal {
  private raised = false;
  private wake: (() => void) | null = null;

  raise(): void {
    this.raised = true;
    this.wake?.();
  }

  /** Sleeps until a signal, for `ms` at most. */
  async sleep(ms: number): Promise<void> {
    if (!this.raised) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.wake = null;
    this.raised = false;
  }
}
