import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Database } from '../../src/database/database.js';
import type { CarrierOutcome } from '../../src/notifications/carrier/sms.gateway.js';
import type { NotificationStatus } from '../../src/notifications/notification.js';
import { NotificationQueue } from '../../src/notifications/notification-queue.js';
import { NotificationsService } from '../../src/notifications/notifications.service.js';
import { REPORT_STATUSES } from '../../src/notifications/reports/delivery-report.js';
import { DeliveryReportsService } from '../../src/notifications/reports/delivery-reports.service.js';
import { BudgetRepository } from '../../src/notifications/sending/budget.repository.js';
import { HandOversRepository } from '../../src/notifications/sending/hand-overs.repository.js';
import { type ClaimedRow, OutboxRepository } from '../../src/notifications/sending/outbox.repository.js';
import { OutcomesRepository } from '../../src/notifications/sending/outcomes.repository.js';
import { OutcomesService } from '../../src/notifications/sending/outcomes.service.js';
import { type CarrierApp, startCarrierApp } from '../support/carrier-app.js';

let at: CarrierApp;
beforeAll(async () => {
  at = await startCarrierApp({ ROLE: 'api' });
});
afterAll(() => at.close());

/**
 * Where the service moves a notification by itself.
 * It goes back to `queued` only while the carrier surely has not got it.
 */
const BY_ITSELF: Readonly<Record<NotificationStatus, readonly NotificationStatus[]>> = {
  queued: ['sending', 'failed', 'unknown'],
  sending: ['queued', 'sent', 'failed', 'unknown'],
  sent: ['delivered', 'undelivered'],
  unknown: ['queued', 'sent', 'failed'],
  delivered: [],
  undelivered: [],
  failed: [],
};

/** From where a person may have a notification sent once more. */
const RESENDABLE: readonly NotificationStatus[] = ['failed', 'unknown', 'undelivered'];

const mayBecome = (from: NotificationStatus, to: NotificationStatus, mover: 'service' | 'person'): boolean =>
  mover === 'person' ? to === 'queued' && RESENDABLE.includes(from) : BY_ITSELF[from].includes(to);

/**
 * Anything that may happen to a notification, in any order.
 * `which` is an index into the claims, or the SMS, that there have been.
 */
type Step =
  | { readonly do: 'claim' | 'hand over' | 'crash' | 'resend' | 'release' | 'cancel' }
  | { readonly do: 'outcome'; readonly which: number; readonly outcome: CarrierOutcome['kind'] }
  | { readonly do: 'report'; readonly which: number; readonly status: (typeof REPORT_STATUSES)[number] };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Step>({ do: 'claim' }, { do: 'hand over' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Step>({ do: 'crash' }, { do: 'resend' }, { do: 'release' }, { do: 'cancel' }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('outcome' as const),
      which: fc.nat(3),
      outcome: fc.constantFrom<CarrierOutcome['kind']>(
        'accepted',
        'accepted',
        'refused',
        'deferred',
        'unreachable',
        'halted',
        'unknown',
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      which: fc.nat(3),
      status: fc.constantFrom(...REPORT_STATUSES),
    }),
  },
);

/** What the carrier and the workers know of one notification during its steps. */
class Life {
  private readonly claims: ClaimedRow[] = [];
  private readonly messageIds: string[] = [];

  constructor(
    private readonly id: string,
    private readonly phone: string,
    private readonly userId: string,
  ) {}

  async take(next: Step): Promise<void> {
    const outbox = at.app.get(OutboxRepository);
    const last = this.claims.at(-1);
    if (next.do === 'claim') {
      await at.pool.query('update notifications set due_at = now() where id = $1', [this.id]);
      this.claims.push(...(await outbox.claim(1, crypto.randomUUID(), 60, ['order-placed'])));
    }
    if (next.do === 'hand over' && last)
      await at.app.get(HandOversRepository).handOver(last, 60, { body: 'Habari', encoding: 'GSM-7', segments: 1 });
    if (next.do === 'release' && last && !(await this.isHandedOver()))
      await at.app.get(OutcomesRepository).release(last, 'not now', 0);
    if (next.do === 'crash') {
      await at.pool.query(
        `update notifications set leased_until = now() - interval '1 s' where id = $1 and status = 'sending'`,
        [this.id],
      );
      for (const { phone, status } of await outbox.expire())
        if (status === 'unknown') await at.app.get(DeliveryReportsService).adopt(phone);
    }
    if (next.do === 'resend')
      await at.app
        .get(NotificationsService)
        .resend(this.id, this.userId, {
          ...{ kind: 'admin', id: this.userId, via: 'api', requestId: 'resend', address: null },
        })
        .catch(() => undefined);
    if (next.do === 'cancel') await this.withdraw();
    if (next.do === 'outcome') await this.answer(next.which, next.outcome);
    if (next.do === 'report') await this.report(next.which, next.status);
  }

  /**
   * The carrier answers to a claim, perhaps long after the claim was lost.
   * Only what was handed over can have an answer.
   */
  private async answer(which: number, kind: CarrierOutcome['kind']): Promise<void> {
    const row = this.claims[which];
    if (row === undefined || !(await this.wasHandedOver(row))) return;
    const messageId = `ATXid_${crypto.randomUUID()}`;
    if (kind === 'accepted') this.messageIds.push(messageId);
    await at.app
      .get(OutcomesService)
      .record(row, { kind, messageId, charge: { cost: '0.8000', currency: 'KES' }, reason: kind } as CarrierOutcome);
  }

  private async report(which: number, status: (typeof REPORT_STATUSES)[number]): Promise<void> {
    const messageId = this.messageIds[which] ?? `ATXid_early_${which}_${this.id}`;
    await at.app
      .get(DeliveryReportsService)
      .receive({ messageId, status, phone: this.phone, networkCode: null, failureReason: null });
  }

  private async withdraw(): Promise<void> {
    const { rows } = await at.pool.query('select order_id from notifications where id = $1', [this.id]);
    await at.app
      .get(Database)
      .write((tx) => at.app.get(NotificationQueue).withdrawOfOrder(tx, rows[0].order_id, 'cancelled'));
  }

  private readonly handedOver = new Set<string>();

  private async wasHandedOver({ claim }: ClaimedRow): Promise<boolean> {
    const { rows } = await at.pool.query('select claim, handed_over_at from notifications where id = $1', [this.id]);
    if (rows[0].claim === claim && rows[0].handed_over_at !== null) this.handedOver.add(claim);
    return this.handedOver.has(claim);
  }

  private async isHandedOver(): Promise<boolean> {
    const { rows } = await at.pool.query('select handed_over_at from notifications where id = $1', [this.id]);
    return rows[0].handed_over_at !== null;
  }
}

/** What the rows say that the SMS of today cost and may cost, in the columns of `sms_days`. */
const countMoney = async () => {
  const { rows } = await at.pool.query(
    `select (select coalesce(sum(cost), 0)::float from sent_messages) as spent,
            (select coalesce(sum(segments), 0)::int from sent_messages where cost is null)
              + (select coalesce(sum(segments), 0)::int from notifications where status = 'unknown' and handed_over_at is not null) as unpriced,
            coalesce(sum(reserved), 0)::float as reserved, count(*)::int as under_way
     from notifications where status = 'sending' and handed_over_at is not null`,
  );
  return rows[0] as { spent: number; unpriced: number; reserved: number; under_way: number };
};

describe('the table notification_events', () => {
  it('holds allowed changes only, and sms_days what they cost, whatever comes in any order', async () => {
    await at.app.get(BudgetRepository).today(1);
    const { rows } = await at.pool.query(`select id from users where role = 'admin'`);
    let twice = 0;
    const run = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
      const { id, phone } = await at.placeOrder();
      const life = new Life(id, phone, rows[0].id);
      for (const next of steps) await life.take(next);
      const events = await at.pool.query('select * from notification_events where notification_id = $1 order by id', [
        id,
      ]);
      let status: NotificationStatus = 'queued';
      for (const { from_status, to_status, changed_by } of events.rows) {
        expect(from_status).toBe(status);
        expect(mayBecome(from_status, to_status, changed_by === null ? 'service' : 'person')).toBe(true);
        status = to_status;
      }
      expect((await at.notification(id)).status).toBe(status);
      // One that was sent once more while nobody knew of the first may have been charged for twice.
      twice += events.rows.filter((event) => event.from_status === 'unknown' && event.to_status === 'queued').length;
      const { rows: days } = await at.pool.query(
        'select spent::float, unpriced, reserved::float, under_way from sms_days',
      );
      const money = await countMoney();
      expect(days).toEqual([{ ...money, unpriced: money.unpriced + twice }]);
      await at.pool.query(
        `update notifications set status = 'failed', leased_until = null where status in ('queued', 'sending')`,
      );
    });
    await fc.assert(run, { numRuns: 40 });
  });
});
