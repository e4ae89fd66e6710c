import { Injectable } from '@nestjs/common';
import type { EventRow } from '../../../actor.js';
import { KeysService } from '../../../auth/keys/keys.service.js';
import { UsersService } from '../../../users/users.service.js';

/** What to call people and programs, by id. */
export type Names = ReadonlyMap<string, string>;

/** Finds the names of those whom histories tell of. */
@Injectable()
export class ActorNamesService {
  constructor(
    private readonly users: UsersService,
    private readonly keys: KeysService,
  ) {}

  /** Names of who did it, and of the accounts that were changed. One without a name is left out. */
  async of(events: readonly EventRow[]): Promise<Names> {
    const actorsOf = (isProgram: boolean) =>
      events.filter(({ actor_kind }) => (actor_kind === 'key') === isProgram).map(({ actor_id }) => actor_id);
    const accounts = events.flatMap(({ changes }) =>
      changes.filter(({ field }) => field === 'user_id').flatMap(({ before, after }) => [before, after]),
    );
    const [users, keys] = await Promise.all([
      this.users.namesOf(distinct([...actorsOf(false), ...accounts])),
      this.keys.namesOf(distinct(actorsOf(true))),
    ]);
    return new Map([...users, ...keys]);
  }
}

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];
