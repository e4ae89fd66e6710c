import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Database } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { AuditTrail } from '../../events/audit-trail.js';
import { Phones } from '../../phones/phones.js';
import { UsersService } from '../../users/users.service.js';
import { limitAccountAttempts, limitKeyAttempts, nameLoginSource } from '../throttle/allowances.js';
import { LoginSourcesRepository } from '../throttle/login-sources.repository.js';
import { Throttle } from '../throttle/throttle.js';
import { AdminKeyRefused, AdminTaken, LoginRefused, PasswordWeak } from './admins.errors.js';
import { AdminsRepository } from './admins.repository.js';
import { findPasswordFault } from './common-passwords.js';
import { Passwords } from './passwords.js';
import { RegistrationKeys } from './registration-keys.js';
import { type KnownToken, TokenCache } from './token-cache.js';
import type { TokenFlaw } from './token-flaws.js';
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
  private readonly known = new TokenCache<KnownToken, TokenFlaw>((token) => this.lookUp(token));

  constructor(
    private readonly database: Database,
    private readonly admins: AdminsRepository,
    private readonly keys: RegistrationKeys,
    private readonly loginSources: LoginSourcesRepository,
    private readonly passwords: Passwords,
    private readonly phones: Phones,
    private readonly throttle: Throttle,
    private readonly tokens: Tokens,
    private readonly users: UsersService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Checks the key that lets somebody register, sent from `address`.
   * @throws AdminKeyRefused, TooManyAttempts
   */
  async checkKey(apiKey: string, address: string): Promise<void> {
    const attempts = limitKeyAttempts(address);
    await this.throttle.count(attempts);
    if (!this.keys.accepts(apiKey)) throw new AdminKeyRefused();
    await this.throttle.forgive(attempts);
  }

  /**
   * Makes an admin. It does not check the key: {@link checkKey} comes first.
   * @throws AdminTaken, PhoneInvalid, PasswordWeak, HashingBusy
   */
  async register(
    { email, phone_number, password }: Registration,
    actor: Actor,
  ): Promise<{ userId: string; issued: IssuedToken }> {
    const phone = this.phones.readPossible(phone_number, 'phone_number');
    const fault = findPasswordFault(password, email);
    if (fault !== null) throw new PasswordWeak('password', fault);
    const passwordHash = await this.passwords.hash(password);
    try {
      const userId = await this.database.write(async (tx) => {
        const id = await this.users.addAdmin(tx, { email, phone, passwordHash });
        await this.trail.record(tx, { actor, action: 'admin-registered', subject: { kind: 'admin', id } });
        return id;
      });
      return { userId, issued: this.tokens.issue({ sub: userId, ver: 0 }) };
    } catch (error) {
      if (violates(error, 'users_admin_email_key')) throw new AdminTaken('e-mail');
      if (violates(error, 'users_phone_key')) throw new AdminTaken('phone number');
      throw error;
    }
  }

  /**
   * Gives an admin a token. A wrong key, an unknown e-mail and a wrong password do the same work.
   * So neither the answer nor its time tells them apart. Each is told to the audit trail.
   * @throws LoginRefused, TooManyAttempts, HashingBusy
   */
  async login({ email, password, api_key }: Login, address: string, actor: Actor): Promise<IssuedToken> {
    const { here, everywhere } = limitAccountAttempts(email, address);
    const byKey = limitKeyAttempts(address);
    const source = nameLoginSource(email, address);
    const isKnown = await this.loginSources.isKnown(source);
    await this.throttle.count([...here, ...byKey], isKnown ? [] : [everywhere]);
    const admin = await this.admins.credentials(email);
    const passwordMatches = await this.passwords.matches(password, admin?.password_hash ?? null);
    if (!this.keys.accepts(api_key) || !passwordMatches || admin === null) {
      const subject = { kind: 'admin', id: admin?.id ?? null } as const;
      await this.database.write((tx) => this.trail.record(tx, { actor, action: 'admin-login-failed', subject }));
      throw new LoginRefused();
    }
    await this.throttle.forgive(byKey, [...here, everywhere]);
    await this.loginSources.remember(source);
    return this.tokens.issue({ sub: admin.id, ver: admin.token_version });
  }

  /**
   * Ends every token of the admin: in this process at once, in other replicas when their
   * {@link TokenCache} looks the token up again, some seconds later.
   */
  async logout(userId: string): Promise<void> {
    await this.users.raiseTokenVersion(userId);
    this.forgetTokens();
  }

  /** Has this process ask for every token again, after somebody's were ended. */
  forgetTokens(): void {
    this.known.clear();
  }

  /** The admin who has the Bearer token, or why it does not count. */
  findByToken(token: string): Promise<KnownToken | TokenFlaw> {
    return this.known.find(token);
  }

  private async lookUp(token: string): Promise<KnownToken | TokenFlaw> {
    const claims = this.tokens.read(token);
    if (typeof claims === 'string') return claims;
    const current = await this.admins.tokenVersion(claims.sub);
    return current === claims.ver ? { userId: claims.sub, leftMs: claims.leftMs } : 'ended';
  }
}
