import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { HashingBusy } from '../auth.errors.js';

/** Argon2id (the package's default) at the floor of OWASP's password storage cheat sheet: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes at one time: half of libuv's four threads, so that files and name look-ups go on during a flood of logins. */
const AT_ONCE = 2;
/** Waiting hashes; at some 20 ms each the last waits about a second. */
const WAITING_MOST = 100;
/** What a password is compared with when there is no account, so that it costs the same. Nobody knows the password of this one. */
const DECOY = '$argon2id$v=19$m=19456,t=2,p=1$6Jhfy26b/XWUiec4zfO4RQ$1GQCLi/qZmdUB1X0se0aIMQ+xOAqnZhSApX1dUoYj+E';

/** Hashes and compares passwords off the event loop, few at a time. */
@Injectable()
export class Passwords {
  private readonly gate = pLimit(AT_ONCE);

  /** A salted hash in PHC form. @throws HashingBusy */
  hash(password: string): Promise<string> {
    return this.queue(() => hash(password, COST));
  }

  /** Whether `password` is the one hashed; without a hash it takes as long and says no. @throws HashingBusy */
  async matches(password: string, hashed: string | null): Promise<boolean> {
    const same = await this.queue(() => verify(hashed ?? DECOY, password));
    return same && hashed !== null;
  }

  private queue<T>(work: () => Promise<T>): Promise<T> {
    if (this.gate.pendingCount >= WAITING_MOST) throw new HashingBusy();
    return this.gate(work);
  }
}
