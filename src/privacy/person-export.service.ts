import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import type { HeldAccount } from '../auth/held-account.js';
import { PersonalAccount } from '../auth/personal-account.js';
import type { CustomerRow } from '../customers/customer-row.js';
import { CustomersService } from '../customers/customers.service.js';
import { PersonalCustomersRepository } from '../customers/personal-customers.repository.js';
import { UserDirectoryService } from '../customers/user-directory.service.js';
import { Database } from '../database/database.js';
import type { AuditEvent } from '../events/audit-actions.js';
import { AuditTrail } from '../events/audit-trail.js';
import { PersonalNotificationsRepository } from '../notifications/personal-notifications.repository.js';
import { PersonalOrdersRepository } from '../orders/personal-orders.repository.js';
import { OwnExportLimit } from './own-export-limit.js';
import type { PersonExport } from './person.js';

const NO_ACCOUNT: HeldAccount = { identities: [], sessions: [], role: null };

/** Gathers everything that is held about one person. Its cost grows with the person's orders. */
@Injectable()
export class PersonExportService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
    private readonly customers: CustomersService,
    private readonly personalCustomers: PersonalCustomersRepository,
    private readonly directory: UserDirectoryService,
    private readonly account: PersonalAccount,
    private readonly orders: PersonalOrdersRepository,
    private readonly notifications: PersonalNotificationsRepository,
    private readonly limit: OwnExportLimit,
  ) {}

  /** The audit trail tells of it first. @throws CustomerUnknown */
  async ofCustomer(id: string, actor: Actor): Promise<PersonExport> {
    const customer = await this.customers.byId(id);
    await this.tell(actor, { kind: 'customer', id });
    return this.gather(customer, customer.user_id);
  }

  /**
   * The same for the own account, whether it is a customer's or not.
   * @throws UserUnknown, QuotaSpent
   */
  async ofUser(userId: string, actor: Actor): Promise<PersonExport> {
    await this.limit.count(userId);
    const customer = await this.customers.ofUser(userId);
    await this.tell(actor, { kind: 'user', id: userId });
    return this.gather(customer, userId);
  }

  private tell(actor: Actor, subject: AuditEvent['subject']): Promise<void> {
    return this.database.write((tx) => this.trail.record(tx, { actor, action: 'person-exported', subject }));
  }

  private async gather(customer: CustomerRow | null, userId: string | null): Promise<PersonExport> {
    const { db } = this.database;
    const user = userId === null ? null : await this.directory.byId(db, userId);
    const account = userId === null ? NO_ACCOUNT : await this.account.read(db, userId);
    const orders = customer === null ? [] : await this.orders.ofCustomer(db, customer.id);
    const notifications = customer === null ? [] : await this.notifications.ofCustomer(db, customer.code);
    const history = customer === null ? [] : await this.personalCustomers.history(db, customer.id);
    const former = customer === null ? [] : await this.personalCustomers.formerPhones(db, customer.id);
    const phones = [customer, ...notifications].map((each) => each?.phone ?? null).filter((phone) => phone !== null);
    const reports = await this.notifications.reportsTo(db, [...new Set([...phones, ...former])]);
    const acts = userId === null ? [] : await this.trail.actsOf(db, userId);
    return { ...account, customer, user, history, orders, notifications, reports, acts };
  }
}
