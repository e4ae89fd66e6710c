import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/** Notes a state as used, and forgets a few that have expired, by `used_states_used_at_idx`: twice their lifetime, for clocks that differ. */
const use = new Prepared<{ digest: Buffer }>(
  'used_state_add',
  `with past as (
     delete from used_states where digest in (
       select digest from used_states where used_at < now() - interval '20 minutes' order by used_at limit 100 for update skip locked))
   insert into used_states (digest) values ($1) on conflict (digest) do nothing returning digest`,
);

@Injectable()
export class UsedStatesRepository {
  constructor(private readonly database: Database) {}

  /** Whether this is the first use, on any replica. By `used_states_pkey`. */
  async use(digest: Buffer): Promise<boolean> {
    return (await this.database.run(use, [digest])).length === 1;
  }
}
