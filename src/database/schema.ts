import { Injectable } from '@nestjs/common';
import { migrations } from './data-source.js';
import { SchemaOutdated } from './database.errors.js';
import { Database } from './database.js';
import { lacksTable } from './failures.js';
import { Prepared } from './prepared.js';

const pending = new Prepared<{ name: string }>(
  'schema_pending',
  `select known.name from unnest($1::text[]) as known (name)
   where not exists (select from migrations m where m.name = known.name)`,
);

/** Tells whether the database is there and has the tables that this release needs. */
@Injectable()
export class Schema {
  constructor(private readonly database: Database) {}

  /** @throws SchemaOutdated, or what the driver throws when the database is away */
  async check(): Promise<void> {
    const names = migrations.map((migration) => migration.name);
    const missing = await this.database.run(pending, [names], { lane: 'readiness' }).catch((error) => {
      if (lacksTable(error)) throw new SchemaOutdated(names);
      throw error;
    });
    if (missing.length > 0) throw new SchemaOutdated(missing.map(({ name }) => name));
  }
}
