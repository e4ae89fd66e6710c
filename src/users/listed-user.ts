import type { User } from './user.entity.js';

/** A user as the admin's list shows it. */
export interface ListedUser {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: User['role'];
  readonly phone: string | null;
  readonly providers: readonly string[];
  readonly customer_code: string | null;
  readonly created_at: Date;
}
