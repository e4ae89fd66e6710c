import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { CustomerErased } from '../../customers/customers.errors.js';
import { Database, type Tx } from '../../database/database.js';
import { makeId } from '../../database/ids.js';
import { nameActor } from '../../database/name-actor.js';
import { AuditTrail } from '../../events/audit-trail.js';
import { ChangeSignal } from '../../events/change-signal.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { readAmount } from '../../money/amount.js';
import { NotificationQueue } from '../../notifications/notification-queue.js';
import { ResendLimit } from '../../notifications/resend-limit.js';
import { SmsPrices } from '../../notifications/sms-prices.js';
import type { OrderRow } from '../order.js';
import { ConfirmationTooOld, OrderNotConfirmed, OrderNotPending, OrderUnknown } from '../orders.errors.js';
import { OrdersRepository } from '../orders.repository.js';
import { OrdersService } from '../orders.service.js';
import { writeOrderPlaced } from '../placing/order-placed-text.js';
import { leaveLinksOut } from '../placing/strangers-words.js';
import { Wordings } from '../wording/wordings.js';
import type { CorrectedOrder, OrderCorrection } from './order-correction.js';

const CHANGED_FIRST = 'the order was changed before its text went out';

/** Puts right what was entered wrong in an order. */
@Injectable()
export class OrderCorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersService,
    private readonly repository: OrdersRepository,
    private readonly queue: NotificationQueue,
    private readonly limit: ResendLimit,
    private readonly prices: SmsPrices,
    private readonly wordings: Wordings,
    private readonly trail: AuditTrail,
    private readonly changes: ChangeSignal,
  ) {}

  /**
   * Changes a pending order.
   * - A notification that has not gone out yet tells the order as it is then.
   * - Another one is queued on request alone, if none waits.
   * @param reference the order's id or its number
   * @throws InvalidRequest, OrderUnknown, OrderNotPending, QuotaSpent
   */
  async correct(reference: string, correction: OrderCorrection, actor: Actor): Promise<CorrectedOrder> {
    const { item, amount, notify } = correction;
    if (item === undefined && amount === undefined && !notify)
      throw new InvalidRequest([{ field: 'item', message: 'or amount must be sent, or notify with true' }]);
    const id = await this.orders.idOf(reference);
    const change = () => this.database.write((tx) => this.change(tx, id, correction, actor));
    const smsId = await (notify ? this.limit.count(actor.id ?? '', change) : change());
    if (smsId !== null) this.queue.announce();
    else this.changes.raise();
    const order = await this.orders.byId(id);
    const sms = order.sms.find((each) => each.id === smsId) ?? null;
    const { segments } =
      sms ?? writeOrderPlaced(leaveLinksOut(order, order.by_stranger), await this.wordings.current());
    return { order, sms, price: await this.prices.estimate(segments) };
  }

  /**
   * Makes a confirmed order pending again, within 24 hours of its confirmation.
   * @param reference the order's id or its number
   * @param reason what the history says of it
   * @throws OrderUnknown, OrderNotConfirmed, ConfirmationTooOld, CustomerErased
   */
  async undoConfirmation(reference: string, actor: Actor, reason: string | null): Promise<OrderRow> {
    const id = await this.orders.idOf(reference);
    const reopened = await this.database.write(async (tx) => {
      await nameActor(tx, actor, reason);
      const isReopened = await this.repository.reopen(tx, id);
      const order = requireOrder(await this.repository.byId(tx, id));
      if (!isReopened && order.status === 'confirmed' && order.phone === null) throw new CustomerErased();
      if (!isReopened)
        throw order.status === 'confirmed' ? new ConfirmationTooOld() : new OrderNotConfirmed(order.status);
      await this.trail.record(tx, {
        ...{ actor, action: 'order-reopened', subject: { kind: 'order', id } },
        changes: { status: { before: 'confirmed', after: 'pending' } },
        personal: reason === null ? [] : ['reason'],
      });
      return order;
    });
    this.changes.raise();
    return reopened;
  }

  /** Gives the notification that tells the change; null when there is none. */
  private async change(
    tx: Tx,
    id: string,
    { item, amount, notify }: OrderCorrection,
    actor: Actor,
  ): Promise<string | null> {
    await nameActor(tx, actor);
    const before = requireOrder(await this.repository.lock(tx, id));
    const exact = amount === undefined ? null : readAmount(amount, before.currency, 'amount');
    const isPending = await this.repository.correct(tx, id, item ?? null, exact);
    if (!isPending) throw new OrderNotPending(before.status, 'changed');
    const isChanged = await this.recordChange(tx, before, actor);
    const [waiting = null] = await this.queue.rewriteOfOrder(tx, id, CHANGED_FIRST);
    if (waiting !== null || !notify) return waiting;
    const notificationId = makeId();
    await this.repository.notify(tx, id, notificationId);
    if (!isChanged) await this.recordResend(tx, notificationId, actor);
    return notificationId;
  }

  /** Tells the trail what the order lost and got. False when that is nothing. */
  private async recordChange(tx: Tx, before: OrderRow, actor: Actor): Promise<boolean> {
    const { id, item, amount } = requireOrder(await this.repository.byId(tx, before.id));
    const changes = amount === before.amount ? {} : { amount: { before: before.amount, after: amount } };
    const personal = item === before.item ? [] : (['item'] as const);
    const isChanged = amount !== before.amount || item !== before.item;
    const subject = { kind: 'order', id } as const;
    if (isChanged) await this.trail.record(tx, { actor, action: 'order-corrected', subject, changes, personal });
    return isChanged;
  }

  private async recordResend(tx: Tx, id: string, actor: Actor): Promise<void> {
    const changes = { status: { before: null, after: 'queued' } };
    const subject = { kind: 'notification', id } as const;
    await this.trail.record(tx, { actor, action: 'notification-resent', subject, changes });
  }
}

/** @throws OrderUnknown */
function requireOrder(order: OrderRow | null): OrderRow {
  if (order === null) throw new OrderUnknown();
  return order;
}
