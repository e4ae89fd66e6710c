import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Database } from '../../database/database.js';
import { sha256 } from '../../digests.js';
import { AuditTrail } from '../../events/audit-trail.js';
import type { KnownPrincipal } from '../../http/access/principal.js';
import { trimMargins } from '../../http/fields/pasted-text.js';
import { UsersService } from '../../users/users.service.js';
import { KnownKeys } from '../keys/known-keys.js';
import { CallerRights, requireGrantable, requirePerson } from '../staff/caller-rights.js';
import { limitAccountAttempts, limitKeyAttempts } from '../throttle/allowances.js';
import { Throttle } from '../throttle/throttle.js';
import { AdminUnknown, OldPasswordWrong, OwnAccount, PasswordWeak, ResetRefused } from './admins.errors.js';
import { AdminsRepository } from './admins.repository.js';
import { AdminsService } from './admins.service.js';
import { findPasswordFault } from './common-passwords.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { Passwords } from './passwords.js';
import { makeResetCode, type ResetCode } from './reset-code.js';
import { type IssuedToken, Tokens } from './tokens.js';

/** What becomes of admins' accounts: new passwords, and who may log in at all. */
@Injectable()
export class AdminAccountsService {
  constructor(
    private readonly database: Database,
    private readonly rights: CallerRights,
    private readonly admins: AdminsRepository,
    private readonly service: AdminsService,
    private readonly passwords: Passwords,
    private readonly resets: PasswordResetsRepository,
    private readonly throttle: Throttle,
    private readonly tokens: Tokens,
    private readonly users: UsersService,
    private readonly keys: KnownKeys,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Gives the admin a new password, ends every token, and gives a new one.
   * @throws OldPasswordWrong, PasswordWeak, TooManyAttempts, HashingBusy
   */
  async changePassword(
    adminId: string,
    old: string,
    wanted: string,
    address: string,
    actor: Actor,
  ): Promise<IssuedToken> {
    const admin = await this.admins.credentialsById(adminId);
    if (admin === null) throw new AdminUnknown();
    const { here } = limitAccountAttempts(admin.email, address);
    await this.throttle.count([...here, ...limitKeyAttempts(address)]);
    if (!(await this.passwords.matches(old, admin.password_hash))) throw new OldPasswordWrong();
    await this.throttle.forgive(limitKeyAttempts(address), here);
    refuseWeak('new_password', wanted, admin.email);
    const hash = await this.passwords.hash(wanted);
    const version = await this.database.write(async (tx) => {
      const raised = await this.users.setPassword(tx, adminId, hash, admin.password_hash);
      // Another change came first, so the old password is no longer the old one.
      if (raised === null) throw new OldPasswordWrong();
      await this.trail.record(tx, { actor, action: 'password-changed', subject: { kind: 'admin', id: adminId } });
      return raised;
    });
    this.service.forgetTokens();
    return this.tokens.issue({ sub: adminId, ver: version });
  }

  /**
   * Makes the code by which another admin sets a new password. It ends the code before.
   * @throws AdminUnknown, OwnAccount, RoleBeyondCaller, PersonRequired
   */
  async makeResetCode(caller: KnownPrincipal, adminId: string, actor: Actor): Promise<ResetCode> {
    requirePerson(caller);
    requireGrantable(caller, 'owner');
    if (caller.id === adminId) throw new OwnAccount('Change your own password at /api/auth/change-password/.');
    const made = makeResetCode();
    await this.database.write(async (tx) => {
      if (!(await this.resets.put(tx, adminId, sha256(made.code), caller.id, made.expiresInSeconds)))
        throw new AdminUnknown();
      await this.trail.record(tx, { actor, action: 'reset-code-made', subject: { kind: 'admin', id: adminId } });
    });
    return made;
  }

  /**
   * Sets a new password by a code, which is good once, and ends every token of the admin.
   * An unknown e-mail and a wrong code are refused alike.
   * @throws ResetRefused, PasswordWeak, TooManyAttempts, HashingBusy
   */
  async resetPassword(email: string, code: string, wanted: string, address: string, actor: Actor): Promise<void> {
    const { here, everywhere } = limitAccountAttempts(email, address);
    const byKey = limitKeyAttempts(address);
    await this.throttle.count([...here, ...byKey]);
    refuseWeak('new_password', wanted, email);
    const hash = await this.passwords.hash(wanted);
    await this.database.write(async (tx) => {
      const adminId = await this.resets.take(tx, email, sha256(trimMargins(code)));
      if (adminId === null || (await this.users.setPassword(tx, adminId, hash, null)) === null)
        throw new ResetRefused();
      await this.trail.record(tx, { actor, action: 'password-reset', subject: { kind: 'admin', id: adminId } });
    });
    await this.throttle.forgive(byKey, [...here, everywhere]);
    this.service.forgetTokens();
  }

  /**
   * Ends an admin's tokens, and lets the admin log in no more, or again.
   * Admins are owners. Whoever does it is one still, so an owner always stays.
   * @throws AdminUnknown, OwnAccount, RoleBeyondCaller, Forbidden
   */
  async setDisabled(caller: KnownPrincipal, adminId: string, disabled: boolean, actor: Actor): Promise<void> {
    if (adminId === (caller.madeBy ?? caller.id)) throw new OwnAccount('Another admin must do this for you.');
    await this.database.write(async (tx) => {
      requireGrantable(await this.rights.lock(tx, caller), 'owner');
      if (!(await this.users.setDisabled(tx, adminId, disabled))) throw new AdminUnknown();
      const action = disabled ? 'admin-disabled' : 'admin-enabled';
      await this.trail.record(tx, { actor, action, subject: { kind: 'admin', id: adminId } });
    });
    this.service.forgetTokens();
    this.keys.forget();
  }
}

/** @throws PasswordWeak */
function refuseWeak(field: string, password: string, email: string): void {
  const fault = findPasswordFault(password, email);
  if (fault !== null) throw new PasswordWeak(field, fault);
}
