/** A customer as our answers show one. */
export interface CustomerRow {
  readonly id: string;
  readonly number: string;
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly created_at: Date;
}
