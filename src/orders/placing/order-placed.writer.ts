import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Db } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import type { NotificationSubject } from '../../notifications/notification.js';
import { type Draft, type NotificationWriter, NotificationWriters } from '../../notifications/notification-writer.js';
import type { OrderStatus } from '../order.js';
import { OrderReadsRepository } from '../reading/order-reads.repository.js';
import { Wordings } from '../wording/wordings.js';
import { type ToldOrder, writeOrderPlaced } from './order-placed-text.js';
import { leaveLinksOut } from './strangers-words.js';

/** Why the notification of a cancelled order is not sent. */
export const CANCELLED_FIRST = 'the order was cancelled before its text went out';

type SubjectOrder = ToldOrder & {
  readonly id: string;
  readonly status: OrderStatus;
  readonly by_stranger: boolean;
  /** What owners have set; null for SMS_TEMPLATE. */
  readonly template: string | null;
};

const subjectOrders = new Prepared<SubjectOrder>(
  'order_placed_subjects',
  `select o.id, o.number::text, o.item, o.amount::text, o.currency, o.status, c.name as customer_name,
          o.created_by is null as by_stranger,
          (select template from sms_templates where kind = 'order-placed') as template
   from orders o join customers c on c.id = o.customer_id
   where o.id = any($1)`,
);

/** Writes the notifications of the kind `order-placed`, from the template of the shop. */
@Injectable()
export class OrderPlacedWriter implements NotificationWriter, OnModuleInit {
  readonly kind = 'order-placed';

  constructor(
    private readonly database: Database,
    private readonly writers: NotificationWriters,
    private readonly reads: OrderReadsRepository,
    private readonly wordings: Wordings,
  ) {}

  onModuleInit(): void {
    this.writers.register(this);
  }

  /** One query, by `orders_pkey`, `customers_pkey` and `sms_templates_pkey`. */
  async write(subjects: readonly NotificationSubject[]): Promise<readonly Draft[]> {
    const rows = await this.database.run(subjectOrders, [subjects.map(({ order_id }) => order_id)]);
    const orders = new Map(rows.map((order) => [order.id, order]));
    return subjects.map(({ order_id }) => this.draft(orders.get(order_id ?? '')));
  }

  /** The numbers that the orders' customers have now. By `orders_pkey` and `customers_pkey`. */
  async findPhones(db: Db, subjects: readonly NotificationSubject[]): Promise<ReadonlyMap<string, string>> {
    const text = 'select o.id, c.phone from orders o join customers c on c.id = o.customer_id where o.id = any($1)';
    const rows = await db.query<{ id: string; phone: string | null }[]>(text, [
      subjects.map(({ order_id }) => order_id),
    ]);
    const phones = new Map(rows.map(({ id, phone }) => [id, phone]));
    return new Map(
      subjects.flatMap(({ id, order_id }) => {
        const phone = phones.get(order_id ?? '') ?? null;
        return phone === null ? [] : [[id, phone] as const];
      }),
    );
  }

  /** By `orders_number_key`. */
  findOrder(number: string): Promise<string | null> {
    return this.reads.idByNumber(number);
  }

  private draft(order: SubjectOrder | undefined): Draft {
    if (order === undefined) return { withdrawn: 'there is no such order' };
    if (order.status === 'cancelled') return { withdrawn: CANCELLED_FIRST };
    try {
      return writeOrderPlaced(leaveLinksOut(order, order.by_stranger), this.wordings.of(order.template));
    } catch {
      return { withdrawn: 'its text could not be written' };
    }
  }
}
