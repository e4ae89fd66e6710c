import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/** The name of a person, or else the address; the name of a program's API key. */
const namesSql = `
  select id, coalesce(name, email) as name from users where id = any($1)
  union all
  select id, name from api_keys where id = any($1)`;

/** Names whoever did something, for people who read what happened. */
@Injectable()
export class ActorNames {
  constructor(private readonly database: Database) {}

  /**
   * The names by id, of admins, staff, users and API keys. Who has no name is left out.
   * By `users_pkey` and `api_keys_pkey`.
   */
  async of(ids: Iterable<string | null>): Promise<ReadonlyMap<string, string>> {
    const asked = [...new Set(ids)].filter((id) => id !== null);
    if (asked.length === 0) return new Map();
    const rows = await this.database.db.query<{ id: string; name: string | null }[]>(namesSql, [asked]);
    return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
  }
}
