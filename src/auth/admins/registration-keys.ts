import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The keys that let somebody register or log in as an admin. They are kept and compared as digests, in constant time. */
@Injectable()
export class RegistrationKeys {
  private readonly digests: readonly Buffer[];

  constructor(config: Config) {
    this.digests = config.ADMIN_API_KEYS.map(digest);
  }

  /** Compares with every active key, so that the time does not tell which one came close. */
  accepts(key: string): boolean {
    const offered = digest(key);
    return this.digests.map((known) => timingSafeEqual(known, offered)).includes(true);
  }
}
