import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import { IDLE_SECONDS, type IdentityKey, SESSION_SECONDS, type Session } from './session.js';

const openSql = 'insert into sessions (digest, provider, subject) values ($1, $2, $3)';

const open = new Prepared<object>('session_open', openSql);

const deleteOver = new Prepared<{ digest: Buffer }>(
  'sessions_delete_over',
  `delete from sessions
   where digest in (
     select digest from sessions where created_at < now() - interval '${SESSION_SECONDS} seconds' order by created_at limit 1000)
   returning digest`,
);

/** Sessions that are not over, with what decides their role. */
const liveSessionsSql = `
     select s.digest, s.seen_at, i.user_id, i.provider, i.email, i.email_verified,
            coalesce(a.subject = i.subject, true) as is_first, f.role
     from sessions s join identities i on i.provider = s.provider and i.subject = s.subject
          left join identity_addresses a on a.provider = i.provider and a.email = i.email
          left join staff f on i.provider = 'google' and f.subject = i.subject and f.user_id = i.user_id and f.disabled_at is null
     where s.seen_at > now() - interval '${IDLE_SECONDS} seconds'
       and s.created_at > now() - interval '${SESSION_SECONDS} seconds'`;

const findMany = new Prepared<Session & { digest: Buffer }>(
  'session_find_many',
  `${liveSessionsSql} and s.digest = any($1::bytea[])`,
);

/**
 * Notes that the session was used, at most every five minutes, so that reading a page is seldom a
 * write.
 */
const find = new Prepared<Session>(
  'session_find',
  `with live as (${liveSessionsSql} and s.digest = $1
   ),
   seen as (
     update sessions s set seen_at = now() from live l
     where s.digest = l.digest and l.seen_at < now() - interval '5 minutes'
   )
   select user_id, provider, email, email_verified, is_first, role from live`,
);

const replace = new Prepared<object>(
  'session_replace',
  'update sessions set digest = $2 where digest = $1 returning digest',
);

const end = new Prepared<object>('session_end', 'delete from sessions where digest = $1');

/** The table `sessions`. A digest is the SHA-256 of a session's token, which is stored nowhere. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  async open(digest: Buffer, { provider, subject }: IdentityKey): Promise<void> {
    await this.database.run(open, [digest, provider, subject]);
  }

  /** The same in a transaction that does more. */
  async openIn(tx: Tx, digest: Buffer, { provider, subject }: IdentityKey): Promise<void> {
    await tx.query(openSql, [digest, provider, subject]);
  }

  /**
   * By `sessions_pkey`, `identities_pkey`, `identity_addresses_pkey` and `staff_user_id_key`.
   * Null when there is none, or it is over.
   */
  async find(digest: Buffer): Promise<Session | null> {
    const [session] = await this.database.run(find, [digest]);
    return session ?? null;
  }

  /**
   * Those of the digests that are not over, by the same indexes. They do not count as used by it.
   */
  findMany(digests: readonly Buffer[]): Promise<(Session & { readonly digest: Buffer })[]> {
    return this.database.run(findMany, [digests]);
  }

  /** Deletes up to 1,000 that are over, and gives their number. By `sessions_created_at_idx`. */
  async deleteOver(): Promise<number> {
    return (await this.database.run(deleteOver, [])).length;
  }

  /** Gives the session another token; false when there is no such session. By `sessions_pkey`. */
  async replace(old: Buffer, digest: Buffer): Promise<boolean> {
    return (await this.database.run(replace, [old, digest])).length === 1;
  }

  /** By `sessions_pkey`. */
  async end(digest: Buffer): Promise<void> {
    await this.database.run(end, [digest]);
  }
}
