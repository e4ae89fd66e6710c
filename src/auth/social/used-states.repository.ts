import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/**
 * Notes a state as used. Deletes up to 100 that are older than twice a state's lifetime, by
 * `used_states_used_at_idx`. Twice, because the clock of a replica may differ from the database's.
 */
const use = new Prepared<{ digest: Buffer }>(
  'used_state_add',
  `with past as (
     delete from used_states where digest in (
       select digest from used_states where used_at < now() - interval '20 minutes' order by used_at limit 100 for update skip locked))
   insert into used_states (digest) values ($1) on conflict (digest) do nothing returning digest`,
);

/** The table `used_states`: SHA-256 digests of the states of sign-ins that came back. */
@Injectable()
export class UsedStatesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Uses the state up, and says whether this was its first use at any replica. By
   * `used_states_pkey`.
   */
  async use(digest: Buffer): Promise<boolean> {
    return (await this.database.run(use, [digest])).length === 1;
  }
}
