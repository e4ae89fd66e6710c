import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Config } from '../config/config.js';
import { CustomerUnknown } from '../customers/customers.errors.js';
import { Database, type Tx } from '../database/database.js';
import { nameActor } from '../database/name-actor.js';
import { AuditTrail } from '../events/audit-trail.js';
import { ChangeSignal } from '../events/change-signal.js';
import { isOrderNumber } from '../http/fields/order-reference.js';
import { readAmount } from '../money/amount.js';
import { NotificationQueue } from '../notifications/notification-queue.js';
import { SendPolicy } from '../notifications/sending/send-policy.js';
import { Phones } from '../phones/phones.js';
import type { FoundOrder, OrderRow, PlacedOrder } from './order.js';
import {
  CustomerUnnamed,
  IdempotencyKeyReused,
  OrderCancelled,
  OrderNotPending,
  OrderUnknown,
} from './orders.errors.js';
import { OrdersRepository } from './orders.repository.js';
import { CANCELLED_FIRST } from './placing/order-placed.writer.js';
import { writeOrderPlaced } from './placing/order-placed-text.js';
import { OrderRate } from './placing/order-rate.js';
import type { Recipient } from './placing/placement.js';
import { PlacementsRepository } from './placing/placements.repository.js';
import { leaveLinksOut } from './placing/strangers-words.js';
import { OrderReadsRepository } from './reading/order-reads.repository.js';
import { Wordings } from './wording/wordings.js';

/** An order as it was asked for. */
export interface OrderRequest {
  readonly customer_code?: string;
  readonly phone?: string;
  readonly item: string;
  readonly amount: string;
  /** Whether the customer gets an SMS about it; true if absent. */
  readonly notify?: boolean;
}

/** One order: placing it, reading it, and where it goes from there. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersRepository,
    private readonly reads: OrderReadsRepository,
    private readonly placements: PlacementsRepository,
    private readonly queue: NotificationQueue,
    private readonly phones: Phones,
    private readonly policy: SendPolicy,
    private readonly rate: OrderRate,
    private readonly config: Config,
    private readonly trail: AuditTrail,
    private readonly wordings: Wordings,
    private readonly changes: ChangeSignal,
  ) {}

  /**
   * Commits the order together with its queued notification, or neither. It waits for no SMS.
   * With a key that this caller used for the same order, it gives that order again.
   * @throws InvalidRequest for an amount that the currency lacks, CustomerUnnamed, PhoneInvalid,
   * CustomerUnknown, IdempotencyKeyReused, QuotaSpent
   */
  async place(request: OrderRequest, createdBy: string | null, idempotencyKey: string | null): Promise<PlacedOrder> {
    if (createdBy !== null) this.rate.take(createdBy);
    const recipient = this.recipient(request);
    const placement = {
      recipient,
      item: request.item,
      amount: readAmount(request.amount, this.config.CURRENCY, 'amount'),
      currency: this.config.CURRENCY,
      createdBy,
      idempotencyKey,
      notify: request.notify ?? true,
    };
    // Both at once, so that placing waits for no more than before.
    const wording = this.wordings.current();
    const placed = await this.placements.insert(placement);
    if (placed === 'other-order') throw new IdempotencyKeyReused();
    if (placed === null) throw new CustomerUnknown();
    if (!placed.replayed && placed.sms_id !== null) this.queue.announce();
    else if (!placed.replayed) this.changes.raise();
    const { segments } = writeOrderPlaced(leaveLinksOut(placed, createdBy === null), await wording);
    return { ...placed, segments, untextable: this.policy.refuse(placed.phone) };
  }

  /** By the order's id or its number. @throws OrderUnknown */
  async byReference(reference: string): Promise<FoundOrder> {
    return this.byId(await this.idOf(reference));
  }

  /** @throws OrderUnknown */
  async byId(id: string): Promise<FoundOrder> {
    const order = await this.reads.byId(id);
    if (order === null) throw new OrderUnknown();
    const wording = await this.wordings.current();
    const countSegments = () => writeOrderPlaced(leaveLinksOut(order, order.by_stranger), wording).segments;
    return { ...order, sms: order.sms.map((sms) => ({ ...sms, segments: sms.segments ?? countSegments() })) };
  }

  /**
   * The customer has the goods. Confirming again changes nothing.
   * @param reference the order's id or its number
   * @throws OrderUnknown, OrderCancelled
   */
  async confirm(reference: string, customerCode: string, actor: Actor): Promise<OrderRow> {
    const id = await this.idOf(reference);
    return this.change(async (tx) => {
      await nameActor(tx, actor);
      await this.orders.confirm(tx, id, customerCode);
      const order = await this.orders.byId(tx, id);
      if (order === null || order.customer_code !== customerCode) throw new OrderUnknown();
      if (order.status === 'cancelled') throw new OrderCancelled();
      return order;
    });
  }

  /**
   * The same for whoever is to know when somebody else was first.
   * @param reference the order's id or its number
   * @throws OrderUnknown, OrderNotPending
   */
  async confirmPending(reference: string, actor: Actor): Promise<OrderRow> {
    const id = await this.idOf(reference);
    return this.change(async (tx) => {
      await nameActor(tx, actor);
      const confirmed = await this.orders.confirm(tx, id, null);
      const order = await this.orders.byId(tx, id);
      if (order === null) throw new OrderUnknown();
      if (!confirmed) throw new OrderNotPending(order.status, 'confirmed');
      return order;
    });
  }

  /**
   * Cancels a pending order, and withdraws its notification unless a worker has it.
   * @param reference the order's id or its number
   * @param reason what the history says of it
   * @throws OrderUnknown, OrderNotPending
   */
  async cancel(reference: string, actor: Actor, reason: string | null): Promise<OrderRow> {
    const id = await this.idOf(reference);
    return this.change(async (tx) => {
      await nameActor(tx, actor, reason);
      const cancelled = await this.orders.cancel(tx, id);
      const order = await this.orders.byId(tx, id);
      if (order === null) throw new OrderUnknown();
      if (!cancelled) throw new OrderNotPending(order.status);
      await this.queue.withdrawOfOrder(tx, id, CANCELLED_FIRST);
      await this.trail.record(tx, {
        ...{ actor, action: 'order-cancelled', subject: { kind: 'order', id } },
        changes: { status: { before: 'pending', after: 'cancelled' } },
        personal: reason === null ? [] : ['reason'],
      });
      return order;
    });
  }

  /**
   * The id of the order with that id or number. A number stays with its order for ever.
   * @throws OrderUnknown when no order has that number
   */
  async idOf(reference: string): Promise<string> {
    if (!isOrderNumber(reference)) return reference;
    const id = await this.reads.idByNumber(reference);
    if (id === null) throw new OrderUnknown();
    return id;
  }

  private async change(work: (tx: Tx) => Promise<OrderRow>): Promise<OrderRow> {
    const order = await this.database.write(work);
    this.changes.raise();
    return order;
  }

  private recipient({ customer_code, phone }: OrderRequest): Recipient {
    if (customer_code !== undefined && phone === undefined) return { code: customer_code, phone: null };
    if (phone !== undefined && customer_code === undefined)
      return { code: null, phone: this.phones.readValid(phone, 'phone') };
    throw new CustomerUnnamed(['customer_code', 'phone']);
  }
}
