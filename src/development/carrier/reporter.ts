import { setTimeout as delay } from 'node:timers/promises';
import type { TakenMessage } from './received-messages.js';
import { networkOf } from './tariff.js';

const BEFORE_FIRST_MS = 50;
const BETWEEN_MS = 30;
const TRIES = 6;

/** Posts delivery reports to the address that the customer of the carrier gave, again if nobody answers well. */
export class Reporter {
  /** @param address null while there is none */
  constructor(private readonly address: () => string | null) {}

  /** Posts the reports one after the other. */
  async tell(message: TakenMessage, statuses: readonly string[]): Promise<void> {
    for (const [index, status] of statuses.entries()) {
      await delay(index === 0 ? BEFORE_FIRST_MS : BETWEEN_MS);
      message.status = status;
      await this.post(message, status);
    }
  }

  private async post({ id, phone }: TakenMessage, status: string): Promise<void> {
    const failure: Record<string, string> = ['Failed', 'Rejected'].includes(status) ? { failureReason: 'DeliveryFailure' } : {};
    const body = new URLSearchParams({ id, status, phoneNumber: phone, networkCode: networkOf(phone).code, retryCount: '0', ...failure });
    for (let tries = 0; tries < TRIES; tries++) {
      const address = this.address();
      if (address === null) return;
      const ok = await fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(5_000) }).then(
        (response) => response.ok,
        () => false,
      );
      if (ok) return;
      await delay(100 * 2 ** tries);
    }
  }
}
