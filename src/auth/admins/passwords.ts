import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { trimMargins } from '../../http/fields/pasted-text.js';
import { HashingBusy } from './admins.errors.js';

/**
 * Argon2id (the package's default) at the minimum of OWASP's password storage cheat sheet: 19 MiB,
 * 2 passes, 1 lane.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/**
 * Hashes at one time: half of libuv's four threads. The others do files and name look-ups during
 * many logins.
 */
const AT_ONCE = 2;
/** Hashes that may wait. At about 20 ms each, two at a time, the last waits about a second. */
const WAITING_MOST = 100;
/**
 * A hash whose password nobody knows. Without an account a password is compared with it, so that
 * the time is the same.
 */
const DECOY = '$argon2id$v=19$m=19456,t=2,p=1$6Jhfy26b/XWUiec4zfO4RQ$1GQCLi/qZmdUB1X0se0aIMQ+xOAqnZhSApX1dUoYj+E';

/** Hashes and compares passwords off the event loop, {@link AT_ONCE} at a time. */
@Injectable()
export class Passwords {
  private readonly gate = pLimit(AT_ONCE);

  /** A salted hash in PHC form. @throws HashingBusy */
  hash(password: string): Promise<string> {
    return this.queue(() => hash(password, COST));
  }

  /**
   * Whether `hashed` is the password's hash. For null it takes as long and says no.
   * - One that was pasted with spaces around it counts without them too, as NIST SP 800-63B allows.
   * - One that was chosen with spaces around it needs them.
   * @throws HashingBusy
   */
  async matches(password: string, hashed: string | null): Promise<boolean> {
    for (const reading of new Set([password, trimMargins(password)])) {
      const same = await this.queue(() => verify(hashed ?? DECOY, reading));
      if (same && hashed !== null) return true;
    }
    return false;
  }

  private queue<T>(work: () => Promise<T>): Promise<T> {
    if (this.gate.pendingCount >= WAITING_MOST) throw new HashingBusy();
    return this.gate(work);
  }
}
