import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { sha256 } from '../../digests.js';

/**
 * The keys that let somebody register or log in as an admin. Digests of them are compared, in
 * constant time.
 */
@Injectable()
export class RegistrationKeys {
  private readonly digests: readonly Buffer[];

  constructor(config: Config) {
    this.digests = config.ADMIN_API_KEYS.map((key) => sha256(key));
  }

  /**
   * Whether the key is active. It is compared with every active key, so that the time does not tell
   * which one it is. The end of a line does not count: a key that is read from a file may have it.
   */
  accepts(key: string): boolean {
    const offered = sha256(key.replace(/\r?\n?$/, ''));
    return this.digests.map((known) => timingSafeEqual(known, offered)).includes(true);
  }
}
