import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { Prepared } from './prepared.js';

const size = new Prepared<{ bytes: number }>(
  'database_size',
  'select pg_database_size(current_database())::float8 as bytes',
);

/** How much of its disk the database takes. */
@Injectable()
export class DatabaseSize {
  constructor(private readonly database: Database) {}

  /** Bytes of all its files. PostgreSQL asks the file system, and reads no table. */
  async read(): Promise<number> {
    const [row] = await this.database.run(size, []);
    return row?.bytes ?? 0;
  }
}
