import { setTimeout as delay } from 'node:timers/promises';
import type { ReceivedMessage } from './received-messages.js';
import { findNetwork } from './tariff.js';

const BEFORE_FIRST_MS = 50;
const BETWEEN_MS = 30;
const TRIES = 6;
const TIMEOUT_MS = 5_000;

/** Posts delivery reports to the service, and tries again until it answers with success. */
export class Reporter {
  /** @param address where the service takes reports; null while there is no such address */
  constructor(private readonly address: () => string | null) {}

  /** Posts one report for each status, in this order. */
  async report(message: ReceivedMessage, statuses: readonly string[]): Promise<void> {
    for (const [index, status] of statuses.entries()) {
      await delay(index === 0 ? BEFORE_FIRST_MS : BETWEEN_MS);
      message.status = status;
      await this.post(message, status);
    }
  }

  private async post({ id, phone }: ReceivedMessage, status: string): Promise<void> {
    const failure: Record<string, string> = ['Failed', 'Rejected'].includes(status)
      ? { failureReason: 'DeliveryFailure' }
      : {};
    const body = new URLSearchParams({
      id,
      status,
      phoneNumber: phone,
      networkCode: findNetwork(phone).code,
      retryCount: '0',
      ...failure,
    });
    for (let tries = 0; tries < TRIES; tries++) {
      const address = this.address();
      if (address === null) return;
      const ok = await fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
        (response) => response.ok,
        () => false,
      );
      if (ok) return;
      await delay(100 * 2 ** tries);
    }
  }
}
