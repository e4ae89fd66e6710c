import { setTimeout as delay } from 'node:timers/promises';
import { postTo } from './service.js';

/** An order that a client was told of. */
export interface Told {
  readonly id: string;
  readonly answer: string;
}

/**
 * Clients that place one order after another, each under a key of its own, and send it again until it is a 201, whatever becomes of the service
 * meanwhile. What they were told is kept.
 */
export class Load {
  /** By key. */
  readonly told = new Map<string, Told>();
  /** Statuses other than 201, each time. */
  readonly refusals: number[] = [];
  /** Times that a connection broke or was refused. */
  broken = 0;
  private stopped = false;
  private abandoned = false;
  private serial = 0;
  private readonly clients: Promise<void>[];

  /** @param clients how many, @param name what their keys and items begin with, @param url where the service is at the moment */
  constructor(
    clients: number,
    readonly name: string,
    private readonly url: () => string,
    private readonly token: string,
    private readonly customerCode: string,
  ) {
    this.clients = Array.from({ length: clients }, () => this.orderOnAndOn());
  }

  /** Waits until so many more orders are told of. */
  async more(count: number): Promise<void> {
    for (const enough = this.told.size + count; this.told.size < enough; ) await delay(5);
  }

  /** Waits until each client has its last order, and begins no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.clients);
  }

  /** Lets everything be as it is, also what was not answered. */
  abandon(): void {
    this.stopped = true;
    this.abandoned = true;
  }

  async place(key: string): Promise<{ status: number; text: string }> {
    const headers = { Authorization: `Bearer ${this.token}`, 'Idempotency-Key': key };
    return postTo(`${this.url()}/api/orders/create/`, { customer_code: this.customerCode, item: key, amount: '420' }, headers);
  }

  private async orderOnAndOn(): Promise<void> {
    while (!this.stopped) await this.insistOn(`${this.name} ${++this.serial}`);
  }

  private async insistOn(key: string): Promise<void> {
    while (!this.abandoned) {
      const answer = await this.place(key).catch(() => null);
      if (answer?.status === 201) {
        this.told.set(key, { id: JSON.parse(answer.text).order_id, answer: answer.text });
        return;
      }
      if (answer === null) this.broken++;
      else this.refusals.push(answer.status);
      await delay(20);
    }
  }
}
