import type { Actor } from '../actor.js';
import type { Tx } from './database.js';

/**
 * Names who acts, for the histories that triggers write in this transaction.
 * @param note what the caller says of it, 1 to 200 characters; null for nothing
 */
export async function nameActor(tx: Tx, { kind, id, via }: Actor, note: string | null = null): Promise<void> {
  await tx.query(
    `select set_config('agiza.actor_kind', $1, true), set_config('agiza.actor_id', $2, true),
            set_config('agiza.via', $3, true), set_config('agiza.note', $4, true)`,
    [kind, id ?? '', via, note ?? ''],
  );
}
