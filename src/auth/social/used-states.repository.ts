import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

const use = new Prepared<{ digest: Buffer }>(
  'used_state_add',
  'insert into used_states (digest) values ($1) on conflict (digest) do nothing returning digest',
);

/** Twice a state's lifetime, because the clock of a replica may differ from the database's. */
const KEPT_FOR = '20 minutes';

const deleteOld = new Prepared<{ digest: Buffer }>(
  'used_states_delete_old',
  `delete from used_states
   where digest in (select digest from used_states where used_at < now() - interval '${KEPT_FOR}' order by used_at limit 1000)
   returning digest`,
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

  /**
   * Deletes up to 1,000 that no sign-in needs, and gives their number.
   * By `used_states_used_at_idx`.
   */
  async deleteOld(): Promise<number> {
    return (await this.database.run(deleteOld, [])).length;
  }
}
