import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PersonalCustomersRepository } from '../customers/personal-customers.repository.js';
import { Database } from '../database/database.js';
import { PersonalOrdersRepository } from '../orders/personal-orders.repository.js';
import { ErasureService } from './erasure.service.js';
import { ErasureJournal } from './erasure-journal.js';

const KEEP_UP_MS = 60_000;

/**
 * Erases people again whom a restored backup brought back.
 * - Before a start takes requests, and once a restore is done.
 * - A start that cannot do so tries again every minute, and says so.
 */
@Injectable()
export class ErasureRepeater implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ErasureRepeater');
  private isDone = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly journal: ErasureJournal,
    private readonly erasure: ErasureService,
    private readonly database: Database,
    private readonly customers: PersonalCustomersRepository,
    private readonly orders: PersonalOrdersRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.work();
    this.timer = setInterval(() => {
      this.running = this.work();
    }, KEEP_UP_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Erases again what the journal has and the database lacks. Gives how many people. */
  async repeat(): Promise<number> {
    const erasures = await this.journal.read();
    const ids = erasures.map(({ id }) => id);
    const blank = erasures.flatMap(({ id, items }) => (items ? [id] : []));
    const { db } = this.database;
    const back = new Set([
      ...(await this.customers.findUnerased(db, ids)),
      ...(await this.orders.findWithItems(db, blank)),
    ]);
    for (const id of back) await this.erasure.repeat(id, blank.includes(id));
    if (back.size > 0)
      this.logger.warn(`${back.size} people were erased again, whom a restored backup had brought back`);
    return back.size;
  }

  private async work(): Promise<void> {
    try {
      if (!this.isDone) await this.repeat();
      this.isDone = true;
      await this.journal.keepUp();
    } catch (error) {
      this.logger.error(`erasures are not repeated after a restore yet: ${(error as Error).message}`);
    }
  }
}
