import { sha256 } from '../digests.js';
import type { UserRow } from '../users/users.repository.js';

/** A customer, and the e-mail of the customer's account. */
export interface CustomerRow {
  readonly id: string;
  /** The number that people say; given by the database, from 1 upwards. A bigint, so text. */
  readonly number: string;
  /** 8 letters A–Z. */
  readonly code: string;
  /** Null after the customer was erased. */
  readonly name: string | null;
  /** E.164. Notifications go there. Null after the customer was erased. */
  readonly phone: string | null;
  /** The account of the same person; null for a customer known by phone only. */
  readonly user_id: string | null;
  readonly email: string | null;
  readonly created_at: Date;
  /** When the customer's account asked for erasure; null when it did not. */
  readonly erasure_asked_at: Date | null;
  readonly erased_at: Date | null;
}

/** A customer who was not erased. */
export interface PresentCustomerRow extends CustomerRow {
  readonly name: string;
  readonly phone: string;
}

/** Whether the customer was not erased. */
export const isPresent = (customer: CustomerRow): customer is PresentCustomerRow =>
  customer.name !== null && customer.phone !== null;

/** A customer who was just made, and why no SMS may be sent to the phone; null when one may. */
export interface NewCustomerRow extends PresentCustomerRow {
  readonly untextable: string | null;
}

/** The same of a user, and whether the customer was there before. */
export interface RegisteredUserRow extends NewCustomerRow {
  readonly joined: boolean;
}

/** The user who is to become a customer, and as which one. */
export interface UserRegistration {
  readonly user_id: string;
  readonly name?: string;
  /** The code of the customer who is the same person, and has the same number. */
  readonly join?: string;
}

/** What is needed to make a customer. */
export interface NewCustomer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  readonly userId: string | null;
}

/** The user who is to become a customer, and as which one. */
export interface UserRegistration {
  readonly user_id: string;
  readonly name?: string;
  /** The number that the user is to get with it, in any usual writing; the user's own if absent. */
  readonly phone_number?: string;
  /** The code of the customer who is the same person, and has the same number. */
  readonly join?: string;
}

/** Columns of a {@link CustomerRow}, from `customers c` and its account `u`. */
export const customerColumns =
  'c.id, c.number, c.code, c.name, c.phone, c.user_id, c.created_at, c.erased_at, u.email, u.erasure_asked_at';

/**
 * The account `u` of each customer `c`, by `users_pkey`. The limit makes PostgreSQL look it up for
 * each row. A plain join reads thousands of users for a page of customers.
 */
export const accountJoin =
  'left join lateral (select email, erasure_asked_at from users where id = c.user_id limit 1) u on true';

/** Characters of a digest that name a version: 132 bits. */
const VERSION_LENGTH = 22;

/** Names what a customer's row holds now. It is another one as soon as an answer shows another. */
export const versionOf = (row: CustomerRow): string =>
  sha256(JSON.stringify([row.id, row.name, row.phone, row.user_id, row.email, row.erasure_asked_at, row.erased_at]))
    .toString('base64url')
    .slice(0, VERSION_LENGTH);

/**
 * Gives a name to the customer of a user: the user's own, or the part of the e-mail before the @.
 */
export const chooseName = ({ name, email }: UserRow): string => name ?? email?.split('@')[0] ?? 'Customer';
