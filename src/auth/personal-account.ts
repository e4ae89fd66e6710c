import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { UsersService } from '../users/users.service.js';
import type { HeldAccount } from './held-account.js';
import { PersonalAccountRepository } from './personal-account.repository.js';
import { ListedStaff } from './staff/listed-staff.js';
import { AccountOfStaff } from './staff/staff.errors.js';
import { StaffRepository } from './staff/staff.repository.js';
import { nameAccount } from './throttle/allowances.js';
import { Throttle } from './throttle/throttle.js';

/** The account of one person: what is held about it, and its end. */
@Injectable()
export class PersonalAccount {
  constructor(
    private readonly users: UsersService,
    private readonly account: PersonalAccountRepository,
    private readonly staff: StaffRepository,
    private readonly listed: ListedStaff,
    private readonly throttle: Throttle,
  ) {}

  /** Identities, sessions and the role. */
  read(db: Db, userId: string): Promise<HeldAccount> {
    return this.account.read(db, userId);
  }

  /**
   * Removes the user with identities, sessions, a disabled role, and the traces of logins.
   * @returns false for an admin's account. It belongs to the work of the shop, and stays.
   * @throws UserUnknown, AccountOfStaff while the account has a role in the shop
   */
  async erase(tx: Tx, userId: string): Promise<boolean> {
    const user = await this.users.byId(tx, userId);
    if (user.role === 'admin') return false;
    await this.staff.lockRights(tx);
    const { role, emails } = await this.staff.standingOfUser(tx, userId);
    if (role !== null || emails.some((email) => this.listed.has(email))) throw new AccountOfStaff();
    const { identities } = await this.account.read(tx, userId);
    const known = [user.email, ...identities.map(({ email }) => email)].filter((email) => email !== null);
    await this.throttle.forgetAccounts(tx, known.map(nameAccount));
    await this.users.remove(tx, userId);
    return true;
  }
}
