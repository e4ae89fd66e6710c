import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { newId } from '../../database/new-id.js';
import { Phones } from '../../phones/phones.js';
import { limitAccountAttempts, limitKeyAttempts } from '../throttle/allowances.js';
import { Throttle } from '../throttle/throttle.js';
import { AdminKeyRefused, AdminTaken, LoginRefused } from './admins.errors.js';
import { AdminsRepository } from './admins.repository.js';
import { Passwords } from './passwords.js';
import { RegistrationKeys } from './registration-keys.js';
import { type KnownToken, TokenCache } from './token-cache.js';
import { type IssuedToken, Tokens } from './tokens.js';

/** What somebody sends to become an admin. */
export interface Registration {
  readonly email: string;
  readonly phone_number: string;
  readonly password: string;
}

/** What an admin sends to get a token. */
export interface Login {
  readonly email: string;
  readonly password: string;
  readonly api_key: string;
}

@Injectable()
export class AdminsService {
  private readonly known = new TokenCache((token) => this.lookUp(token));

  constructor(
    private readonly database: Database,
    private readonly admins: AdminsRepository,
    private readonly keys: RegistrationKeys,
    private readonly passwords: Passwords,
    private readonly phones: Phones,
    private readonly throttle: Throttle,
    private readonly tokens: Tokens,
  ) {}

  /** Whether `apiKey`, offered from `address`, lets somebody register. @throws AdminKeyRefused, TooManyAttempts */
  async checkKey(apiKey: string, address: string): Promise<void> {
    const attempts = limitKeyAttempts(address);
    await this.throttle.count([attempts]);
    if (!this.keys.accepts(apiKey)) throw new AdminKeyRefused();
    await this.throttle.forgive([attempts.source], []);
  }

  /** Makes an admin; the caller has had the key checked. @throws AdminTaken, PhoneInvalid, HashingBusy */
  async register({ email, phone_number, password }: Registration): Promise<{ userId: string; issued: IssuedToken }> {
    const phone = this.phones.readPossible(phone_number, 'phone_number');
    const passwordHash = await this.passwords.hash(password);
    const id = newId();
    try {
      await this.database.write((tx) => this.admins.insert(tx, { id, email, phone, passwordHash }));
    } catch (error) {
      if (violates(error, 'users_admin_email_key')) throw new AdminTaken('e-mail');
      if (violates(error, 'users_phone_key')) throw new AdminTaken('phone number');
      throw error;
    }
    return { userId: id, issued: this.tokens.issue({ sub: id, ver: 0 }) };
  }

  /**
   * A token for an admin. A wrong key, an unknown e-mail and a wrong password do the same work, so that neither the answer nor its time tells them apart.
   * @throws LoginRefused, TooManyAttempts, HashingBusy
   */
  async login({ email, password, api_key }: Login, address: string): Promise<IssuedToken> {
    const { here, everywhere } = limitAccountAttempts(email, address);
    const byKey = limitKeyAttempts(address);
    await this.throttle.count([here, everywhere, byKey]);
    const admin = await this.admins.credentials(email);
    const passwordMatches = await this.passwords.matches(password, admin?.password_hash ?? null);
    if (!this.keys.accepts(api_key) || !passwordMatches || admin === null) throw new LoginRefused();
    await this.throttle.forgive([byKey.source], [here.source, everywhere.source]);
    return this.tokens.issue({ sub: admin.id, ver: admin.token_version });
  }

  /** Ends every token of the admin: here at once, at other replicas within the seconds that {@link TokenCache} believes. */
  async logout(userId: string): Promise<void> {
    await this.database.write((tx) => this.admins.raiseTokenVersion(tx, userId));
    this.known.clear();
  }

  /** The admin whom a Bearer token stands for; null when it is none of ours, expired, or ended by a logout. */
  byToken(token: string): Promise<string | null> {
    return this.known.userOf(token);
  }

  private async lookUp(token: string): Promise<KnownToken | null> {
    const claims = this.tokens.read(token);
    if (claims === null) return null;
    const current = await this.admins.tokenVersion(claims.sub);
    return current === claims.ver ? { userId: claims.sub, expiresAt: claims.exp * 1000 } : null;
  }
}
