import { setTimeout as delay } from 'node:timers/promises';
import { postTo } from './service.js';

/** An order that was answered with 201. */
export interface AnsweredOrder {
  readonly id: string;
  readonly answer: string;
}

/**
 * Clients that place one order after another, whatever becomes of the service.
 * - Each order has an idempotency key of its own.
 * - A client sends an order again until it is answered with 201.
 */
export class Load {
  /** The orders that were answered with 201, by key. */
  readonly answered = new Map<string, AnsweredOrder>();
  /** The statuses of all other answers. */
  readonly refusals: number[] = [];
  /** How often a connection broke or was refused. */
  broken = 0;
  private stopped = false;
  private abandoned = false;
  private serial = 0;
  private readonly clients: Promise<void>[];

  /**
   * @param name what the keys and items begin with
   * @param url gives the present address of the service
   */
  constructor(
    clients: number,
    readonly name: string,
    private readonly url: () => string,
    private readonly token: string,
    private readonly customerCode: string,
  ) {
    this.clients = Array.from({ length: clients }, () => this.keepOrdering());
  }

  /** Waits until `count` more orders are answered. */
  async waitForMore(count: number): Promise<void> {
    for (const enough = this.answered.size + count; this.answered.size < enough; ) await delay(5);
  }

  /** Begins no more orders, and waits until those under way are answered. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.clients);
  }

  /** Begins no more orders, and sends none again. */
  abandon(): void {
    this.stopped = true;
    this.abandoned = true;
  }

  /** Places one order under `key`, once. */
  async place(key: string): Promise<{ status: number; text: string }> {
    const headers = { Authorization: `Bearer ${this.token}`, 'Idempotency-Key': key };
    return postTo(
      `${this.url()}/api/orders/create/`,
      { customer_code: this.customerCode, item: key, amount: '420' },
      headers,
    );
  }

  private async keepOrdering(): Promise<void> {
    while (!this.stopped) await this.placeUntilAnswered(`${this.name} ${++this.serial}`);
  }

  private async placeUntilAnswered(key: string): Promise<void> {
    while (!this.abandoned) {
      const answer = await this.place(key).catch(() => null);
      if (answer?.status === 201) {
        this.answered.set(key, { id: JSON.parse(answer.text).order_id, answer: answer.text });
        return;
      }
      if (answer === null) this.broken++;
      else this.refusals.push(answer.status);
      await delay(20);
    }
  }
}
