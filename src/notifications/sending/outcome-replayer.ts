import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { isUnavailable } from '../../database/failures.js';
import { OutcomesService } from './outcomes.service.js';
import { WorkerFolder } from './worker-folder.js';

/** How often kept outcomes are looked for. Another process on the folder may leave some. */
const LOOK_MS = 500;

/** Brings the outcomes that were kept in files into the database, at the start and afterwards. */
@Injectable()
export class OutcomeReplayer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Sender');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** Why it failed last; logged once, until it changes. */
  private failure = '';

  constructor(
    private readonly outcomes: OutcomesService,
    private readonly folder: WorkerFolder,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.ROLE !== 'api') this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      if (this.folder.databaseId !== null) await this.replay();
      await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async replay(): Promise<void> {
    try {
      await this.outcomes.replay();
      this.failure = '';
    } catch (error) {
      const told = isUnavailable(error) ? 'the database is away' : String(error);
      if (told !== this.failure) this.logger.warn(`outcomes wait in ${this.folder.path}: ${told}`);
      this.failure = told;
    }
  }
}
