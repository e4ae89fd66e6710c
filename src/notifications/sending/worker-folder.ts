import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';

/**
 * What a worker keeps outside the database: `DATA_DIR/workers/<id of the database>`.
 * One folder a database, so that a worker which moves to another one mixes nothing up.
 */
@Injectable()
export class WorkerFolder {
  private id: string | null = null;

  constructor(private readonly config: Config) {}

  /** Id of the database that this process works on; null before the database was asked. */
  get databaseId(): string | null {
    return this.id;
  }

  /** @throws Error before the database was asked for its id */
  get path(): string {
    if (this.id === null) throw new Error('the database is not known yet');
    return join(resolve(this.config.DATA_DIR), 'workers', this.id);
  }

  /** Uses the folder of the database with that id from now on. */
  use(databaseId: string): void {
    this.id = databaseId;
  }
}
