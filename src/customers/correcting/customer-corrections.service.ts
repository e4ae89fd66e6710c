import { Injectable } from '@nestjs/common';
import type { Actor, EventRow } from '../../actor.js';
import { Database, type Tx } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { nameActor } from '../../database/name-actor.js';
import { AuditTrail } from '../../events/audit-trail.js';
import { namesVersion } from '../../http/conditional.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { NotificationQueue } from '../../notifications/notification-queue.js';
import { Phones } from '../../phones/phones.js';
import { PhoneTaken } from '../../users/users.errors.js';
import { UsersService } from '../../users/users.service.js';
import { type CustomerRow, isPresent, type PresentCustomerRow, versionOf } from '../customer-row.js';
import {
  CustomerErased,
  CustomerNotLinked,
  CustomerUnknown,
  VersionMissing,
  VersionStale,
} from '../customers.errors.js';
import { CustomersRepository, PHONE_CHANGED } from '../customers.repository.js';
import { CustomerEventsRepository } from '../history/customer-events.repository.js';

/** What is to be put right; what is absent stays as it is. */
export interface CustomerCorrection {
  readonly name?: string;
  readonly phone_number?: string;
}

/** A customer, and the version that this is. */
export interface VersionedCustomer {
  readonly customer: CustomerRow;
  readonly version: string;
}

/** Puts right what was entered wrong in a customer. */
@Injectable()
export class CustomerCorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomersRepository,
    private readonly events: CustomerEventsRepository,
    private readonly users: UsersService,
    private readonly queue: NotificationQueue,
    private readonly phones: Phones,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws CustomerUnknown */
  async byId(id: string): Promise<VersionedCustomer> {
    return withVersion(await this.customers.byId(this.database.db, id));
  }

  /** What happened to the customer, oldest first. @throws CustomerUnknown */
  async history(id: string): Promise<EventRow[]> {
    const events = await this.events.ofCustomer(this.database.db, id);
    if (events.length === 0) throw new CustomerUnknown();
    return events;
  }

  /**
   * Changes the customer if it still is in the version that `ifMatch` names.
   * - The user who the customer is gets the same number.
   * - Notifications that have not gone out yet go to the new number, and tell the new name. One of
   *   an order that is being placed in the same moment may still go to the old number.
   * @param seesCustomers whether the caller may learn which other customer has the phone
   * @throws InvalidRequest, PhoneInvalid, CustomerUnknown, CustomerErased, VersionMissing,
   * VersionStale, PhoneTaken
   */
  async correct(
    id: string,
    { name, phone_number }: CustomerCorrection,
    ifMatch: string | null,
    actor: Actor,
    seesCustomers: boolean,
  ): Promise<VersionedCustomer> {
    if (name === undefined && phone_number === undefined)
      throw new InvalidRequest([{ field: 'name', message: 'or phone_number must be sent' }]);
    const phone = phone_number === undefined ? null : this.phones.readValid(phone_number, 'phone_number');
    try {
      return await this.database.write(async (tx) => {
        const customer = await this.lock(tx, id);
        if (ifMatch === null) throw new VersionMissing();
        if (!namesVersion(ifMatch, versionOf(customer))) throw new VersionStale();
        await nameActor(tx, actor);
        if (phone !== null && customer.user_id !== null) await this.users.setPhone(tx, customer.user_id, phone);
        await this.customers.correct(tx, id, name ?? null, phone);
        await this.queue.redirectOfCustomer(tx, customer.code, phone ?? customer.phone, PHONE_CHANGED);
        const after = withVersion(await this.customers.byId(tx, id));
        const personal = (['name', 'phone'] as const).filter((field) => customer[field] !== after.customer[field]);
        if (personal.length > 0)
          await this.trail.record(tx, {
            actor,
            action: 'customer-edited',
            subject: { kind: 'customer', id },
            personal,
          });
        return after;
      });
    } catch (error) {
      if (!violates(error, 'customers_phone_key') && !violates(error, 'users_phone_key')) throw error;
      throw new PhoneTaken(seesCustomers ? await this.customers.codeByPhone(this.database.db, phone ?? '') : null);
    }
  }

  /**
   * Takes the account away from the customer, who keeps number, code and orders.
   * @param reason what the history says of it
   * @throws CustomerUnknown, CustomerErased, CustomerNotLinked
   */
  async unlink(id: string, actor: Actor, reason: string | null): Promise<CustomerRow> {
    return this.database.write(async (tx: Tx) => {
      const customer = await this.lock(tx, id);
      if (customer.user_id === null) throw new CustomerNotLinked();
      await nameActor(tx, actor, reason);
      await this.customers.unlink(tx, id);
      await this.trail.record(tx, {
        ...{ actor, action: 'customer-unlinked', subject: { kind: 'customer', id } },
        changes: { user_id: { before: customer.user_id, after: null } },
        personal: reason === null ? [] : ['reason'],
      });
      return { ...customer, user_id: null, email: null, erasure_asked_at: null };
    });
  }

  private async lock(tx: Tx, id: string): Promise<PresentCustomerRow> {
    const { customer } = withVersion(await this.customers.lock(tx, id));
    if (!isPresent(customer)) throw new CustomerErased();
    return customer;
  }
}

/** @throws CustomerUnknown */
function withVersion(customer: CustomerRow | null): VersionedCustomer {
  if (customer === null) throw new CustomerUnknown();
  return { customer, version: versionOf(customer) };
}
