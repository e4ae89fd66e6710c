import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';

/**
 * The addresses of STAFF_EMAILS. The Google account of each is an owner as long as it is listed.
 * Google must vouch for the address.
 */
@Injectable()
export class ListedStaff {
  /** In lower case, without repeats. */
  readonly emails: readonly string[];

  constructor(config: Config) {
    this.emails = [...new Set(config.STAFF_EMAILS.map((email) => email.toLowerCase()))];
  }

  /** @param email in lower case; null for an account without one */
  has(email: string | null): boolean {
    return email !== null && this.emails.includes(email);
  }
}
