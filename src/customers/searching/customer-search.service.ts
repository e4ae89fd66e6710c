import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { PhoneInvalid } from '../../phones/phone-invalid.error.js';
import { Phones } from '../../phones/phones.js';
import type { CustomerRow } from '../customer-row.js';
import { CustomerSearchRepository } from './customer-search.repository.js';

/** Customers that one search gives, if the caller says nothing, and at most. */
const FOUND_USUALLY = 25;
const FOUND_MOST = 100;

/** What customers are looked for by: exactly one of the two. */
export interface CustomerSearch {
  readonly q?: string;
  readonly phone?: string;
  readonly limit?: string;
}

/** Finds customers by what people know of them. */
@Injectable()
export class CustomerSearchService {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerSearchRepository,
    private readonly phones: Phones,
  ) {}

  /**
   * The customers that match, at most `limit` of them.
   * - `phone` is a whole number in any usual writing.
   * - `q` is a phone number, a code, or beginnings of words of the name.
   * @throws InvalidRequest, PhoneInvalid
   */
  async find({ q, phone, limit = String(FOUND_USUALLY) }: CustomerSearch): Promise<CustomerRow[]> {
    const { db } = this.database;
    if (q !== undefined && phone !== undefined) throw refuse('q', 'goes without phone');
    if (Number(limit) > FOUND_MOST) throw refuse('limit', `must be at most ${FOUND_MOST} in a search`);
    if (phone !== undefined) return this.customers.byPhone(db, this.phones.readValid(phone, 'phone'));
    const number = this.readPhone(q ?? '');
    if (number !== null) return this.customers.byPhone(db, number);
    const code = /^[A-Za-z]{8}$/.test(q ?? '') ? (q ?? '').toUpperCase() : null;
    return this.customers.byWords(db, q ?? '', Number(limit), code);
  }

  private readPhone(typed: string): string | null {
    try {
      return this.phones.readValid(typed, 'q');
    } catch (error) {
      if (error instanceof PhoneInvalid) return null;
      throw error;
    }
  }
}

const refuse = (field: string, message: string): InvalidRequest => new InvalidRequest([{ field, message }]);
