import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Database } from '../database/database.js';
import { makeId } from '../database/ids.js';
import { nameActor } from '../database/name-actor.js';
import { type Page, type PageRequest } from '../database/pages.js';
import { AuditTrail } from '../events/audit-trail.js';
import { NotificationQueue } from '../notifications/notification-queue.js';
import { SendPolicy } from '../notifications/sending/send-policy.js';
import { Phones } from '../phones/phones.js';
import { PhoneTaken } from '../users/users.errors.js';
import type { UserRow } from '../users/users.repository.js';
import { UsersService } from '../users/users.service.js';
import {
  type CustomerRow,
  chooseName,
  type NewCustomerRow,
  type PresentCustomerRow,
  type RegisteredUserRow,
  type UserRegistration,
} from './customer-row.js';
import { writeCustomer } from './customer-writes.js';
import { AlreadyCustomer, CustomerHasPhone, CustomerUnknown, NobodyToJoin, PhoneMissing } from './customers.errors.js';
import { CustomersRepository, PHONE_CHANGED } from './customers.repository.js';
import type { ListedUser } from './listed-user.js';
import { UserDirectoryService } from './user-directory.service.js';

/**
 * A user's number can be taken between reading and writing: by a customer known by phone, or by
 * this very user in another request. The next attempt finds either.
 */
const REGISTRATION_ATTEMPTS = 3;

/** Customers: how one is made, found and listed. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomersRepository,
    private readonly users: UsersService,
    private readonly directory: UserDirectoryService,
    private readonly queue: NotificationQueue,
    private readonly phones: Phones,
    private readonly policy: SendPolicy,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Makes a customer known by phone.
   * @param seesCustomers whether the caller may learn which customer has the phone already
   * @param actor who makes the customer; null when the history shall not tell
   * @throws PhoneInvalid, PhoneTaken
   */
  async register(
    name: string,
    phoneText: string,
    seesCustomers: boolean,
    actor: Actor | null = null,
  ): Promise<NewCustomerRow> {
    const phone = this.phones.readValid(phoneText, 'phone');
    try {
      const row = await writeCustomer(this.database, async (tx, code) => {
        if (actor !== null) await nameActor(tx, actor);
        return this.customers.insert(tx, { id: makeId(), code, name, phone, userId: null });
      });
      return this.judgePhone(row);
    } catch (error) {
      throw seesCustomers ? await this.nameHolder(error, phone) : error;
    }
  }

  /**
   * Makes a customer of a user. A customer known by the same phone becomes this user's customer if
   * `join` names them, and keeps name, code and orders. On an error the user has no new number.
   * @param seesCustomers whether the caller may learn which customer has the phone already
   * @throws PhoneInvalid, UserUnknown, AlreadyCustomer, PhoneMissing, CustomerHasPhone,
   *   NobodyToJoin, PhoneTaken
   */
  async registerUser(registration: UserRegistration, actor: Actor, seesCustomers: boolean): Promise<RegisteredUserRow> {
    for (let attempt = 1; ; attempt++) {
      try {
        const row = await this.tryToRegister(registration, actor, seesCustomers);
        return { ...this.judgePhone(row), joined: registration.join !== undefined };
      } catch (error) {
        if (!(error instanceof PhoneTaken) || attempt === REGISTRATION_ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Gives a user a number, and the user's customer the same. Notifications that have not gone out
   * yet go there.
   * @param seesCustomers whether the caller may learn which customer has the phone already
   * @throws PhoneInvalid, PhoneTaken, UserUnknown
   */
  async addPhone(userId: string, phoneText: string, actor: Actor, seesCustomers: boolean): Promise<ListedUser> {
    const phone = this.phones.readValid(phoneText, 'phone_number');
    try {
      return await writeCustomer(this.database, async (tx) => {
        await nameActor(tx, actor);
        // The customer's row comes before the user's, as in a correction and an erasure.
        const code = await this.customers.movePhone(tx, userId, phone);
        await this.users.setPhone(tx, userId, phone);
        if (code !== null) await this.queue.redirectOfCustomer(tx, code, phone, PHONE_CHANGED);
        const subject = { kind: 'user', id: userId } as const;
        await this.trail.record(tx, { actor, action: 'phone-added', subject, personal: ['phone'] });
        return this.directory.byId(tx, userId);
      });
    } catch (error) {
      throw seesCustomers ? await this.nameHolder(error, phone) : error;
    }
  }

  /** Newest first. */
  list(request: PageRequest): Promise<Page<CustomerRow>> {
    return this.customers.list(this.database.replicaPreferred, request);
  }

  /** Customers above `number` (null: from the first), in its order, at most `limit`. */
  after(number: string | null, limit: number): Promise<CustomerRow[]> {
    return this.customers.after(this.database.replicaPreferred, number ?? '0', limit);
  }

  /** Every customer by number, in batches. */
  all(): AsyncGenerator<readonly CustomerRow[]> {
    return this.customers.all(this.database.streaming);
  }

  /** Null until an admin makes a customer of the user. */
  ofUser(userId: string): Promise<PresentCustomerRow | null> {
    return this.customers.byUser(this.database.db, userId);
  }

  /** @throws CustomerUnknown */
  async byCode(code: string): Promise<CustomerRow> {
    return requireCustomer(await this.customers.byCode(this.database.db, code));
  }

  /** @throws CustomerUnknown */
  async byId(id: string): Promise<CustomerRow> {
    return requireCustomer(await this.customers.byId(this.database.db, id));
  }

  private tryToRegister(
    { user_id: userId, name, phone_number, join }: UserRegistration,
    actor: Actor,
    seesCustomers: boolean,
  ): Promise<PresentCustomerRow> {
    return writeCustomer(this.database, async (tx, code) => {
      await nameActor(tx, actor);
      if (phone_number !== undefined) {
        await this.users.setPhone(tx, userId, this.phones.readValid(phone_number, 'phone_number'));
        const subject = { kind: 'user', id: userId } as const;
        await this.trail.record(tx, { actor, action: 'phone-added', subject, personal: ['phone'] });
      }
      const user = await this.users.byId(tx, userId);
      if ((await this.customers.byUser(tx, userId)) !== null) throw new AlreadyCustomer();
      const phone = this.requirePhone(user);
      const holder = await this.customers.holderOf(tx, phone);
      if (holder === null) {
        if (join !== undefined) throw new NobodyToJoin();
        return this.customers.insert(tx, { id: makeId(), code, name: name ?? chooseName(user), phone, userId });
      }
      // Another request may have made the customer, or joined the account to it, since.
      if (holder.user_id !== null) throw holder.user_id === userId ? new AlreadyCustomer() : new PhoneTaken();
      if (join !== holder.code) throw new CustomerHasPhone(seesCustomers ? holder.code : null);
      const joined = await this.customers.join(tx, join, phone, userId);
      if (joined === null) throw new PhoneTaken();
      const subject = { kind: 'customer', id: joined.id } as const;
      const changes = { user_id: { before: null, after: userId } };
      await this.trail.record(tx, { actor, action: 'customer-joined', subject, changes });
      return joined;
    });
  }

  private judgePhone(row: PresentCustomerRow): NewCustomerRow {
    return { ...row, untextable: this.policy.refuse(row.phone) };
  }

  /** Adds to PhoneTaken which customer has the phone. Gives any other error as it is. */
  private async nameHolder(error: unknown, phone: string): Promise<unknown> {
    if (!(error instanceof PhoneTaken)) return error;
    return new PhoneTaken(await this.customers.codeByPhone(this.database.db, phone));
  }

  /** @throws PhoneMissing when the user has no number that an SMS can go to */
  private requirePhone({ phone }: UserRow): string {
    if (phone === null || !this.phones.isValid(phone)) throw new PhoneMissing();
    return phone;
  }
}

function requireCustomer(customer: CustomerRow | null): CustomerRow {
  if (customer === null) throw new CustomerUnknown();
  return customer;
}
