/**
 * What kind of thing went wrong, in the domain's words; the HTTP edge owns the status code of each.
 */
export type Fault =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'stale'
  | 'unconditional'
  | 'unprocessable'
  | 'unsupported'
  | 'misdirected'
  | 'limited'
  | 'unavailable'
  | 'undecided';

/** One field of a request and what is wrong with it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/**
 * A fault that the caller can understand and act on. Its message is shown to the caller as it is.
 */
export abstract class AppError extends Error {
  abstract readonly fault: Fault;
  /** Stable, kebab-case; the last segment of the problem type. */
  abstract readonly code: string;
  /** With `unauthenticated`: what RFC 6750 (3.1) calls a fault of the token that was sent. */
  readonly challenge?: 'invalid_token';
  /** Seconds after which trying again makes sense. */
  readonly retryAfterSeconds?: number;
  /** The content codings that are taken, for a body that has another. */
  readonly acceptEncoding?: string;
  /** The fields at fault, for an `invalid` request. */
  readonly fields?: readonly FieldFault[];
}
