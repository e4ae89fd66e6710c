import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../database/database.js';
import { violates } from '../database/failures.js';
import { newId } from '../database/new-id.js';
import { type Page, type PageRequest } from '../database/pages.js';
import { Phones } from '../phones/phones.js';
import type { ListedUser } from '../users/listed-user.js';
import { PhoneTaken } from '../users/users.errors.js';
import { UsersService } from '../users/users.service.js';
import { customerCode } from './customer-code.js';
import type { CustomerRow } from './customer-row.js';
import { AlreadyCustomer, CustomerUnknown, PhoneMissing } from './customers.errors.js';
import { CustomersRepository } from './customers.repository.js';

/**
 * A user's number can be taken between looking and writing, by a customer known by phone or by this very user in another request. The second try
 * joins the former, the third finds the latter.
 */
const REGISTRATION_ATTEMPTS = 3;

@Injectable()
export class CustomersService {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomersRepository,
    private readonly users: UsersService,
    private readonly phones: Phones,
  ) {}

  /** Makes a customer known by phone. @throws PhoneInvalid, PhoneTaken */
  register(name: string, phoneText: string): Promise<CustomerRow> {
    const phone = this.phones.readValid(phoneText, 'phone');
    return this.writing((tx, code) => this.customers.insert(tx, { id: newId(), code, name, phone, userId: null }));
  }

  /**
   * Makes a customer of a user; who ordered by the same phone before becomes this user's customer, with code and history.
   * @throws UserUnknown, AlreadyCustomer, PhoneMissing, PhoneTaken
   */
  async registerUser(userId: string, name: string | undefined): Promise<CustomerRow> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.tryToRegister(userId, name);
      } catch (error) {
        if (!(error instanceof PhoneTaken) || attempt === REGISTRATION_ATTEMPTS) throw error;
      }
    }
  }

  /** Gives a user a number; the user's texts go there from now on. @throws PhoneInvalid, PhoneTaken, UserUnknown */
  addPhone(userId: string, phoneText: string): Promise<ListedUser> {
    const phone = this.phones.readValid(phoneText, 'phone_number');
    return this.writing(async (tx) => {
      const user = await this.users.setPhone(tx, userId, phone);
      await this.customers.movePhone(tx, userId, phone);
      return user;
    });
  }

  list(request: PageRequest): Promise<Page<CustomerRow>> {
    return this.customers.list(this.database.db, request);
  }

  /** Customers by number, at most `limit`, those above `number` (from the first for null). */
  after(number: string | null, limit: number): Promise<CustomerRow[]> {
    return this.customers.after(this.database.db, number ?? '0', limit);
  }

  /** Every customer by number, in batches. */
  all(): AsyncGenerator<readonly CustomerRow[]> {
    return this.customers.all(this.database.db);
  }

  /** The customer who a user is; null until an admin makes one of the user. */
  ofUser(userId: string): Promise<CustomerRow | null> {
    return this.customers.byUser(this.database.db, userId);
  }

  /** @throws CustomerUnknown */
  async byCode(code: string): Promise<CustomerRow> {
    return known(await this.customers.byCode(this.database.db, code));
  }

  /** @throws CustomerUnknown */
  async byId(id: string): Promise<CustomerRow> {
    return known(await this.customers.byId(this.database.db, id));
  }

  private tryToRegister(userId: string, name: string | undefined): Promise<CustomerRow> {
    return this.writing(async (tx, code) => {
      const user = await this.users.byId(tx, userId);
      if (user.customer_code !== null) throw new AlreadyCustomer();
      const phone = this.textableNumber(user);
      const joined = await this.customers.join(tx, phone, userId);
      return joined ?? this.customers.insert(tx, { id: newId(), code, name: name ?? nameOf(user), phone, userId });
    });
  }

  /** Runs `work` with a fresh code, again with another if somebody has that one; constraints become errors of ours. */
  private async writing<T>(work: (tx: Tx, code: string) => Promise<T>): Promise<T> {
    try {
      return await this.database.write((tx) => work(tx, customerCode()));
    } catch (error) {
      if (violates(error, 'customers_code_key')) return this.writing(work);
      if (violates(error, 'customers_user_id_key')) throw new AlreadyCustomer();
      if (violates(error, 'customers_phone_key') || violates(error, 'users_phone_key')) throw new PhoneTaken();
      throw error;
    }
  }

  private textableNumber({ phone }: ListedUser): string {
    if (phone === null || !this.phones.isValid(phone)) throw new PhoneMissing();
    return phone;
  }
}

function known(customer: CustomerRow | null): CustomerRow {
  if (customer === null) throw new CustomerUnknown();
  return customer;
}

/** What to call a user whom nobody named: the part of the e-mail before the @. */
const nameOf = ({ name, email }: ListedUser): string => name ?? email?.split('@')[0] ?? 'Customer';
