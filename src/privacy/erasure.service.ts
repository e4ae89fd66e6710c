import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { PersonalAccount } from '../auth/personal-account.js';
import type { CustomerRow } from '../customers/customer-row.js';
import { CustomerUnknown } from '../customers/customers.errors.js';
import { PersonalCustomersRepository } from '../customers/personal-customers.repository.js';
import { Database, type Tx } from '../database/database.js';
import { nameActor } from '../database/name-actor.js';
import { AuditTrail } from '../events/audit-trail.js';
import { ImportRowsRepository } from '../imports/import-rows.repository.js';
import { PersonalNotificationsRepository } from '../notifications/personal-notifications.repository.js';
import { PersonalOrdersRepository } from '../orders/personal-orders.repository.js';
import { IntakeService } from '../orders/placing/intake.service.js';
import { ErasureJournal } from './erasure-journal.js';
import { OwnExportLimit } from './own-export-limit.js';
import type { ErasedAccount, Erasure } from './person.js';
import { ErasureBeforeDelivery, ErasureBeforeSms } from './privacy.errors.js';

/** Who erases again what a restored backup brought back. */
const RESTORE: Actor = { kind: 'nobody', id: null, via: 'api', requestId: 'restore', address: null };

/** Takes away everything by which a customer can be known. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
    private readonly customers: PersonalCustomersRepository,
    private readonly orders: PersonalOrdersRepository,
    private readonly intake: IntakeService,
    private readonly notifications: PersonalNotificationsRepository,
    private readonly account: PersonalAccount,
    private readonly exports: OwnExportLimit,
    private readonly importRows: ImportRowsRepository,
    private readonly journal: ErasureJournal,
  ) {}

  /**
   * Erases a customer in one transaction, or changes nothing. To erase again changes nothing more.
   * - Orders keep number, amount and day, and SMS their segments and cost. So no sum changes.
   * - An order that is being placed waits for the customer's row. It finds nobody after an erasure,
   *   and one that came first is pending here.
   * @param blankItems whether the items of the orders go too
   * @throws CustomerUnknown, ErasureBeforeDelivery, ErasureBeforeSms, AccountOfStaff
   */
  async erase(id: string, blankItems: boolean, actor: Actor): Promise<Erasure> {
    const erasure = await this.database.write(async (tx) => {
      await nameActor(tx, actor);
      const customer = await this.requireCustomer(tx, id);
      await this.requireSettled(tx, customer);
      return this.eraseAll(tx, customer, blankItems, actor);
    });
    // The next process that keeps up does it if this fails, or ends before it is done.
    await this.journal.keepUp().catch(() => undefined);
    return erasure;
  }

  /**
   * Erases a customer again whom a restored backup brought back.
   * - An order that is pending there was settled before the erasure. Nobody knows how, and it is
   *   cancelled.
   * - An SMS that is queued there may have gone out, and is not sent.
   * @throws CustomerUnknown, AccountOfStaff
   */
  async repeat(id: string, blankItems: boolean): Promise<void> {
    await this.database.write(async (tx) => {
      await nameActor(tx, RESTORE);
      const customer = await this.requireCustomer(tx, id);
      await this.orders.cancelPending(tx, id);
      await this.notifications.endUnderWay(tx, customer.code);
      await this.eraseAll(tx, customer, blankItems, RESTORE);
    });
  }

  private async eraseAll(tx: Tx, customer: CustomerRow, blankItems: boolean, actor: Actor): Promise<Erasure> {
    const { id } = customer;
    await this.orders.erase(tx, id, blankItems);
    const phones = await this.eraseNotifications(tx, customer);
    await this.intake.forget(tx, phones);
    await this.importRows.erase(tx, id, phones, customer.name);
    if (customer.erased_at === null) await this.customers.erase(tx, id);
    await this.trail.record(tx, {
      ...{ actor, action: 'person-erased', subject: { kind: 'customer', id } },
      personal: blankItems ? ['item'] : [],
    });
    return { customer: await this.requireCustomer(tx, id), account: await this.eraseAccount(tx, customer) };
  }

  private async requireCustomer(tx: Tx, id: string): Promise<CustomerRow> {
    const customer = await this.customers.lock(tx, id);
    if (customer === null) throw new CustomerUnknown();
    return customer;
  }

  private async requireSettled(tx: Tx, { id }: CustomerRow): Promise<void> {
    const pending = await this.orders.pending(tx, id);
    if (pending.length > 0) throw new ErasureBeforeDelivery(pending);
  }

  /** Gives every number that the customer had. */
  private async eraseNotifications(tx: Tx, { id, code, phone }: CustomerRow): Promise<readonly string[]> {
    const { under_way, phones } = await this.notifications.lock(tx, code);
    if (under_way.length > 0) throw new ErasureBeforeSms(under_way);
    const former = await this.customers.formerPhones(tx, id);
    const all = [...phones, ...former, ...(phone === null ? [] : [phone])];
    await this.notifications.erase(tx, code, all);
    return all;
  }

  private async eraseAccount(tx: Tx, { user_id }: CustomerRow): Promise<ErasedAccount> {
    if (user_id === null) return null;
    await this.exports.forget(tx, user_id);
    return (await this.account.erase(tx, user_id)) ? 'erased' : 'kept';
  }
}
