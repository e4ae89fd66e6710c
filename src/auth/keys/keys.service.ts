import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Database } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { makeId } from '../../database/ids.js';
import type { Page, PageRequest } from '../../database/pages.js';
import { sha256 } from '../../digests.js';
import { AuditTrail } from '../../events/audit-trail.js';
import { ALL_PERMISSIONS } from '../../http/access/permissions.js';
import type { KnownPrincipal } from '../../http/access/principal.js';
import { requirePerson } from '../staff/caller-rights.js';
import { type ApiKey, type KeyRequest, markText, type RotationRequest, type ShownKey } from './api-key.js';
import { EndingKeys } from './ending-keys.js';
import { narrowScopes, requireScopes } from './key-scopes.js';
import { makeKeyText } from './key-text.js';
import { KeyMadeAlready, KeyOver, KeyRotating, KeyUnknown } from './keys.errors.js';
import { KeysRepository } from './keys.repository.js';
import { KnownKeys } from './known-keys.js';

/** The API keys of programs. Whoever makes one answers for it. */
@Injectable()
export class KeysService {
  constructor(
    private readonly database: Database,
    private readonly keys: KeysRepository,
    private readonly known: KnownKeys,
    private readonly ending: EndingKeys,
    private readonly trail: AuditTrail,
  ) {}

  /** Newest first, those that are over among them. */
  list(request: PageRequest): Promise<Page<ApiKey>> {
    return this.keys.list(this.database.db, request);
  }

  /**
   * @param id of the key. A form has one of its own, so that it makes one key, however often it is
   * sent.
   * @throws PersonRequired, ScopeBeyondCaller, KeyMadeAlready
   */
  async make(
    caller: KnownPrincipal,
    { name, scopes, expiresInDays }: KeyRequest,
    actor: Actor,
    id = makeId(),
  ): Promise<ShownKey> {
    requirePerson(caller);
    requireScopes(caller, scopes);
    const text = makeKeyText(id);
    const made = { id, name, scopes, expiresInDays, digest: sha256(text), createdBy: caller.id };
    const key = await this.database
      .write(async (tx) => {
        const inserted = await this.keys.insert(tx, made);
        const changes = {
          scopes: { before: null, after: scopes },
          expires_at: { before: null, after: inserted.expires_at.toISOString() },
        };
        const subject = { kind: 'key', id } as const;
        await this.trail.record(tx, { actor, action: 'key-made', subject, changes, personal: ['key_name'] });
        return inserted;
      })
      .catch((error) => {
        throw violates(error, 'api_keys_pkey') ? new KeyMadeAlready() : error;
      });
    this.ending.forget();
    return { key, text };
  }

  /**
   * Gives a key another text. Both work during the overlap; without one the old text ends at once.
   * Of two rotations at once one is refused, so that neither ends the text that the other gave.
   * So is one of a form that was made of another text.
   * @throws PersonRequired, KeyUnknown, KeyOver, KeyRotating, ScopeBeyondCaller
   */
  async rotate(caller: KnownPrincipal, id: string, rotation: RotationRequest, actor: Actor): Promise<ShownKey> {
    requirePerson(caller);
    const text = makeKeyText(id);
    const key = await this.database.write(async (tx) => {
      const before = requireKey(await this.keys.byId(tx, id));
      // A scope that is no permission any more opens nothing, and nobody holds it.
      requireScopes(caller, [...narrowScopes(before.scopes, ALL_PERMISSIONS)]);
      if (['revoked', 'expired'].includes(before.status)) throw new KeyOver(before.status);
      if (rotation.of !== undefined && rotation.of !== markText(before)) throw new KeyRotating(null);
      if (before.previous_until !== null && rotation.overlapHours > 0) throw new KeyRotating(before.previous_until);
      const replacement = { id, digest: sha256(text), replaces: before.digest, ...rotation };
      if (!(await this.keys.replace(tx, replacement))) throw new KeyRotating(null);
      const after = requireKey(await this.keys.byId(tx, id));
      const changes = {
        overlap_hours: { before: null, after: rotation.overlapHours },
        ...(rotation.expiresInDays === null
          ? {}
          : { expires_at: { before: before.expires_at.toISOString(), after: after.expires_at.toISOString() } }),
      };
      await this.trail.record(tx, { actor, action: 'key-rotated', subject: { kind: 'key', id }, changes });
      return after;
    });
    this.known.forget();
    this.ending.forget();
    return { key, text };
  }

  /**
   * Ends a key for ever, at this process at once. Ending it again changes nothing.
   * @throws KeyUnknown
   */
  async revoke(id: string, actor: Actor): Promise<ApiKey> {
    const key = await this.database.write(async (tx) => {
      if (await this.keys.revoke(tx, id))
        await this.trail.record(tx, { actor, action: 'key-revoked', subject: { kind: 'key', id } });
      return requireKey(await this.keys.byId(tx, id));
    });
    this.known.forget();
    this.ending.forget();
    return key;
  }
}

/** @throws KeyUnknown */
function requireKey(key: ApiKey | null): ApiKey {
  if (key === null) throw new KeyUnknown();
  return key;
}
