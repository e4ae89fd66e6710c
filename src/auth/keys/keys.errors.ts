import { AppError } from '../../errors.js';
import type { KeyFlaw } from './api-key.js';

/** The check digits of the key do not fit: it was mistyped, or is not the whole of one. */
export class KeyMistyped extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'key-mistyped';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This API key is mistyped or cut short. Copy the whole key, from agz_ to its last letter, and nothing else.');
  }
}

/** No key of ours has this text. */
export class KeyForeign extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'key-foreign';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This API key is not one of ours, or was replaced long ago. Ask an owner for a key of this service.');
  }
}

/** The key is ours, and its time is over. */
export class KeyExpired extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'key-expired';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This API key expired. Ask an owner for another one: POST /api/keys makes it.');
  }
}

/** The key is ours, and somebody ended it. */
export class KeyRevoked extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'key-revoked';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This API key was revoked. Ask an owner for another one: POST /api/keys makes it.');
  }
}

/** The key has another text since a rotation, and the overlap is over. */
export class KeyRotated extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'key-rotated';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This API key was rotated, and the time of the old text is over. Use the new text of the same key.');
  }
}

/** Whoever made the key may do nothing any more, so neither may the key. */
export class KeyStopped extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'key-stopped';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('Whoever made this API key is disabled or gone, so the key opens nothing. Ask an owner for another one.');
  }
}

/** No key has that id. */
export class KeyUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'key-unknown';

  constructor() {
    super('No API key has this id. GET /api/keys lists them.');
  }
}

/** The form made its key before, as after a reload. */
export class KeyMadeAlready extends AppError {
  readonly fault = 'conflict';
  readonly code = 'key-made-already';

  constructor() {
    super('This form made a key already, whose text is not shown again. Revoke that key if its text was not copied.');
  }
}

/** The key is revoked or expired, and stays so. */
export class KeyOver extends AppError {
  readonly fault = 'conflict';
  readonly code = 'key-over';

  constructor(status: string) {
    super(`This API key is ${status}, and stays so. POST /api/keys makes another one.`);
  }
}

/** The key was rotated, and its old text still works. */
export class KeyRotating extends AppError {
  readonly fault = 'conflict';
  readonly code = 'key-rotating';

  /** @param until when the old text ends; null when the other rotation came at the same moment */
  constructor(until: Date | null) {
    super(
      until === null
        ? 'This API key was rotated or revoked at the same moment, so nothing was done. Look at GET /api/keys.'
        : `This API key was rotated, and its old text works until ${until.toISOString()}. Wait, or send overlap_hours 0 to end it now.`,
    );
  }
}

/** A key may do no more than whoever makes or rotates it. */
export class ScopeBeyondCaller extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'scope-beyond-caller';

  constructor(scope: string) {
    super(`You do not have the permission ${scope}, so you can neither give it to a key nor rotate a key with it.`);
  }
}

const REFUSALS: Readonly<Record<KeyFlaw, new () => AppError>> = {
  mistyped: KeyMistyped,
  foreign: KeyForeign,
  expired: KeyExpired,
  revoked: KeyRevoked,
  rotated: KeyRotated,
  stopped: KeyStopped,
};

/** The refusal of a request whose key has this flaw. */
export const refuseKey = (flaw: KeyFlaw): AppError => new REFUSALS[flaw]();
