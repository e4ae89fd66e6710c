import { Injectable } from '@nestjs/common';
import type { RequestExchange } from '../../kit/exchange.js';
import { type FilledForm, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { isForHtmx } from '../../kit/render.js';
import { OrderPage, OrderPart } from './order.page.js';
import type { OrderDeed } from './order.words.js';
import type { OrderAction } from './order-actions.js';
import type { OrderNews } from './order-news.js';
import { OrderViewService } from './order-view.service.js';

/** Something that is to be done to an order. */
export interface AskedDeed {
  /** The order's id or its number. */
  readonly reference: string;
  readonly action: OrderAction;
  readonly deed: OrderDeed;
  /** What was typed, by field. */
  readonly values: FilledForm['values'];
}

/** Codes of errors that tell of somebody who was faster, and what that one changed. */
const CONFLICTS: ReadonlyMap<string, 'order' | 'sms'> = new Map([
  ['order-not-pending', 'order'],
  ['order-not-confirmed', 'order'],
  ['notification-not-resendable', 'sms'],
]);

/** Answers the forms of an order's page. */
@Injectable()
export class OrderAnswers {
  constructor(private readonly views: OrderViewService) {}

  /**
   * Does what was asked for, and answers with the order as it stands then.
   * - What cannot be done is said, with the status 409 or 422, and the form keeps what was typed.
   * @throws OrderUnknown, and what `work` throws that nobody can put right
   */
  async to({ request, reply }: RequestExchange, asked: AskedDeed, work: () => Promise<unknown>): Promise<PageAnswer> {
    const outcome = await submit(asked.values, reply, work);
    const view = await this.views.of(asked.reference);
    if ('done' in outcome) {
      const { deed } = asked;
      const fragment = <OrderPart view={view} news={{ kind: 'done', deed }} />;
      return { fragment, path: `/desk/orders/${view.order.id}?done=${deed}` };
    }
    const shown = { view, news: readNews(outcome.again), sent: { action: asked.action, form: outcome.again } };
    return isForHtmx(request) ? <OrderPart {...shown} /> : <OrderPage {...shown} />;
  }
}

/** What is said first; null when what is wrong stands beside its field. */
function readNews({ problem, faults }: FilledForm): OrderNews | null {
  if (problem === null) return null;
  const about = CONFLICTS.get(problem.code);
  if (about !== undefined) return { kind: 'conflict', about };
  return Object.keys(faults).length > 0 ? null : { kind: 'problem', problem };
}
