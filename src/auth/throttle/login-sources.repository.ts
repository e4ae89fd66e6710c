import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/** An account and an address, as digests. */
interface LoginSource {
  readonly account: string;
  readonly source: string;
}

/** For how long an address is known after a login. */
const KNOWN_FOR = '30 days';

const find = new Prepared<object>(
  'login_source_find',
  `select from login_sources where account = $1 and source = $2 and used_at > now() - interval '${KNOWN_FOR}'`,
);

const remember = new Prepared<object>(
  'login_source_remember',
  `insert into login_sources (account, source) values ($1, $2)
   on conflict (account, source) do update set used_at = now()`,
);

const deleteOld = new Prepared<object>(
  'login_sources_delete_old',
  `delete from login_sources
   where (account, source) in (
     select account, source from login_sources where used_at < now() - interval '${KNOWN_FOR}' order by used_at limit 1000)
   returning account`,
);

/**
 * The table `login_sources`: from where somebody logged in to an account lately.
 * Only a right password adds a row, so strangers cannot make it grow.
 */
@Injectable()
export class LoginSourcesRepository {
  constructor(private readonly database: Database) {}

  /** Whether somebody logged in to the account from there lately. By `login_sources_pkey`. */
  async isKnown({ account, source }: LoginSource): Promise<boolean> {
    return (await this.database.run(find, [account, source])).length === 1;
  }

  /** By `login_sources_pkey`. */
  async remember({ account, source }: LoginSource): Promise<void> {
    await this.database.run(remember, [account, source]);
  }

  /**
   * Deletes up to 1,000 addresses that are not known any more, and gives their number.
   * By `login_sources_used_at_idx`.
   */
  async deleteOld(): Promise<number> {
    return (await this.database.run(deleteOld, [])).length;
  }
}
