/** Ways by which somebody may change an order or a customer. */
export const WAYS = ['api', 'desk', 'page', 'sms', 'link', 'ussd', 'import'] as const;
export type Way = (typeof WAYS)[number];

/** Who does something, by which way, and by which request. */
export interface Actor {
  /** The kind of the caller, such as `admin`. */
  readonly kind: string;
  /** The id of the caller; null for one whom we do not know. */
  readonly id: string | null;
  readonly via: Way;
  /** The id of the request, as the log has it. */
  readonly requestId: string;
  /** The IP address that the request came from; null when the connection is gone. */
  readonly address: string | null;
}

/** A field of something that was changed. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What happened to an order or a customer. */
export interface EventRow {
  readonly at: Date;
  readonly kind: string;
  /** Null when nobody knows. `database` for a change that was made in the database itself. */
  readonly actor_kind: string | null;
  readonly actor_id: string | null;
  readonly via: Way | null;
  readonly note: string | null;
  readonly changes: readonly FieldChange[];
}
