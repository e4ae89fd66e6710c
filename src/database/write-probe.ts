import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { Prepared } from './prepared.js';

/** How long the database counts as writable after it was. */
const WRITABLE_MS = 5_000;

// The inner block is undone by its own exception, so nothing stays and the server logs no error.
const probe = new Prepared<object>(
  'write_probe',
  `do $probe$
   begin
     -- A page of its own, so that the table has to grow.
     insert into write_probes (filler) values (repeat('-', 7000));
     raise exception using errcode = 'AG001';
   exception
     when sqlstate 'AG001' then null;
   end
   $probe$`,
);

/** Tells whether the database takes writes: its disk is not full, and it is no standby. */
@Injectable()
export class WriteProbe {
  private writableUntil = 0;
  private probing: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  /**
   * Writes, and takes it back. After a success that is done once in 5 s at most, however often it
   * is asked.
   * @throws what the driver throws when the database takes no write
   */
  async check(): Promise<void> {
    if (performance.now() < this.writableUntil) return;
    this.probing ??= this.write().finally(() => {
      this.probing = null;
    });
    await this.probing;
  }

  private async write(): Promise<void> {
    await this.database.run(probe, [], { lane: 'readiness' });
    this.writableUntil = performance.now() + WRITABLE_MS;
  }
}
