import { Injectable } from '@nestjs/common';
import { Database, type Db, type Tx } from '../../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../../database/pages.js';
import { Prepared } from '../../database/prepared.js';
import type { ApiKey, KeyReplacement, KeyStanding, NewKey } from './api-key.js';

const keyColumns = `
  id, name, scopes, created_by, created_at, expires_at, revoked_at, last_used_at, last_used_from, digest,
  case when previous_until > now() then previous_until end as previous_until,
  case
    when revoked_at is not null then 'revoked'
    when expires_at <= now() then 'expired'
    when expires_at <= now() + interval '14 days' then 'expiring'
    else 'active'
  end as status`;

/** The key that ends first of those that end within 14 days, and how many these are. */
export interface EndingKey {
  readonly name: string;
  readonly expires_at: Date;
  readonly keys: number;
}

const endingFirst = new Prepared<EndingKey>(
  'api_key_ending_first',
  `select name, expires_at, (count(*) over ())::int as keys
   from api_keys
   where revoked_at is null and expires_at > now() and expires_at <= now() + interval '14 days'
   order by expires_at limit 1`,
);

const insertSql = `
  insert into api_keys (id, name, scopes, digest, created_by, expires_at)
  values ($1, $2, $3, $4, $5, now() + make_interval(days => $6))
  returning ${keyColumns}`;

const standing = new Prepared<KeyStanding>(
  'api_key_standing',
  `select scopes, created_by, revoked_at is not null as is_revoked, digest, previous_digest,
          (extract(epoch from expires_at - now()) * 1000)::float8 as left_ms,
          (extract(epoch from previous_until - now()) * 1000)::float8 as previous_left_ms
   from api_keys where id = $1`,
);

const noteUse = new Prepared<object>(
  'api_key_note_use',
  `update api_keys set last_used_at = now(), last_used_from = $2
   where id = $1 and (last_used_at is null or last_used_at < now() - interval '5 minutes')`,
);

const replaceSql = `
  update api_keys
  set digest          = $2,
      previous_digest = digest,
      -- A text works no longer than it would have without the rotation.
      previous_until  = least(now() + make_interval(hours => $4), expires_at),
      expires_at      = coalesce(now() + make_interval(days => $5), expires_at)
  where id = $1 and digest = $3 and revoked_at is null
  returning id`;

/** Of keys that programs use, so that one which is over with its program alarms nobody. */
const nextExpiry = new Prepared<{ seconds: number | null }>(
  'api_key_next_expiry',
  `select extract(epoch from min(expires_at))::float8 as seconds from api_keys
   where revoked_at is null and expires_at > now() and last_used_at > now() - interval '30 days'`,
);

/** All SQL of `api_keys`. A digest is the SHA-256 of a key's text, which is stored nowhere. */
@Injectable()
export class KeysRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, { id, name, scopes, digest, createdBy, expiresInDays }: NewKey): Promise<ApiKey> {
    const [key] = await tx.query<ApiKey[]>(insertSql, [id, name, scopes, digest, createdBy, expiresInDays]);
    return key as ApiKey;
  }

  /** By `api_keys_pkey`. */
  async byId(db: Db, id: string): Promise<ApiKey | null> {
    const [key] = await db.query<ApiKey[]>(`select ${keyColumns} from api_keys where id = $1`, [id]);
    return key ?? null;
  }

  /** Newest first. Walks `api_keys_pkey` backwards and stops after the page. */
  async list(db: Db, { before, offset, perPage, counted }: PageRequest): Promise<Page<ApiKey>> {
    const text = `select ${keyColumns} from api_keys where id < $1 order by id desc offset $2 limit $3`;
    const rows = await db.query<ApiKey[]>(text, [before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, 'api_keys') : null);
  }

  /** What a request with the key needs to know, by `api_keys_pkey`. */
  async standing(id: string): Promise<KeyStanding | null> {
    const [row] = await this.database.run(standing, [id]);
    return row ?? null;
  }

  /** Null when none ends soon. By `api_keys_expires_at_idx`. */
  async endingFirst(): Promise<EndingKey | null> {
    const [row] = await this.database.run(endingFirst, [], { lane: 'reading' });
    return row ?? null;
  }

  /**
   * Gives the key another text, by `api_keys_pkey`. False when its text is not the one to replace,
   * or it is revoked: something else came first.
   */
  async replace(tx: Tx, { id, digest, replaces, overlapHours, expiresInDays }: KeyReplacement): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(replaceSql, [id, digest, replaces, overlapHours, expiresInDays]);
    return rows.length === 1;
  }

  /** Ends the key, by `api_keys_pkey`. False when it is over already, or not there. */
  async revoke(tx: Tx, id: string): Promise<boolean> {
    const text = 'update api_keys set revoked_at = now() where id = $1 and revoked_at is null';
    const [, count] = await tx.query<[unknown[], number]>(text, [id]);
    return count === 1;
  }

  /**
   * When the next key ends that is in use, in s since 1970; null when none does.
   * Reads the whole table, which has a row for each key that was ever made: some hundred.
   */
  async findNextExpiry(): Promise<number | null> {
    const [row] = await this.database.run(nextExpiry, []);
    return row?.seconds ?? null;
  }

  /** Writes that the key was used, unless it was within five minutes. By `api_keys_pkey`. */
  async noteUse(id: string, from: string | null): Promise<void> {
    await this.database.run(noteUse, [id, from]);
  }
}
