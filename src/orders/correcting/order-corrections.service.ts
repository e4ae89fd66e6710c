import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Config } from '../../config/config.js';
import { Database, type Tx } from '../../database/database.js';
import { makeId } from '../../database/ids.js';
import { nameActor } from '../../database/name-actor.js';
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
    private readonly config: Config,
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
    const order = await this.orders.byId(id);
    const sms = order.sms.find((each) => each.id === smsId) ?? null;
    const { segments } = sms ?? writeOrderPlaced(leaveLinksOut(order, order.by_stranger), this.config);
    return { order, sms, price: await this.prices.estimate(segments) };
  }

  /**
   * Makes a confirmed order pending again, within 24 hours of its confirmation.
   * @param reference the order's id or its number
   * @param reason what the history says of it
   * @throws OrderUnknown, OrderNotConfirmed, ConfirmationTooOld
   */
  async undoConfirmation(reference: string, actor: Actor, reason: string | null): Promise<OrderRow> {
    const id = await this.orders.idOf(reference);
    return this.database.write(async (tx) => {
      await nameActor(tx, actor, reason);
      const reopened = await this.repository.reopen(tx, id);
      const order = await this.requireOrder(tx, id);
      if (!reopened)
        throw order.status === 'confirmed' ? new ConfirmationTooOld() : new OrderNotConfirmed(order.status);
      return order;
    });
  }

  /** Gives the notification that tells the change; null when there is none. */
  private async change(
    tx: Tx,
    id: string,
    { item, amount, notify }: OrderCorrection,
    actor: Actor,
  ): Promise<string | null> {
    await nameActor(tx, actor);
    const { currency } = await this.requireOrder(tx, id);
    const exact = amount === undefined ? null : readAmount(amount, currency, 'amount');
    const isChanged = await this.repository.correct(tx, id, item ?? null, exact);
    if (!isChanged) throw new OrderNotPending((await this.requireOrder(tx, id)).status, 'changed');
    const [waiting = null] = await this.queue.rewriteOfOrder(tx, id, CHANGED_FIRST);
    if (waiting !== null || !notify) return waiting;
    const notificationId = makeId();
    await this.repository.notify(tx, id, notificationId);
    return notificationId;
  }

  private async requireOrder(tx: Tx, id: string): Promise<OrderRow> {
    const order = await this.repository.byId(tx, id);
    if (order === null) throw new OrderUnknown();
    return order;
  }
}
