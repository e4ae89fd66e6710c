import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { sha256 } from '../../digests.js';
import { trimMargins } from '../../http/fields/pasted-text.js';

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
   * Whether the key is active.
   * - It is compared with every active key, so that the time does not tell which one it is.
   * - Keys have no spaces. So those around it, the end of a line and what nobody sees do not count:
   *   files and chats add them.
   */
  accepts(key: string): boolean {
    const offered = sha256(trimMargins(key));
    return this.digests.map((known) => timingSafeEqual(known, offered)).includes(true);
  }
}
