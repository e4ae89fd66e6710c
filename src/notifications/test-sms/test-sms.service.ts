import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Database } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { makeId } from '../../database/ids.js';
import { AuditTrail } from '../../events/audit-trail.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { Phones } from '../../phones/phones.js';
import { type Quota, Quotas } from '../../quotas/quotas.js';
import { AttentionService, type Price } from '../attention/attention.service.js';
import type { NotificationRow } from '../notification.js';
import { NotificationQueue } from '../notification-queue.js';
import { NotificationUnknown } from '../notifications.errors.js';
import { NotificationsRepository } from '../notifications.repository.js';
import { SendPolicy } from '../sending/send-policy.js';
import { TestSmsRepository } from './test-sms.repository.js';
import { TestSmsWriter } from './test-sms.writer.js';

/** Test SMS that one person may send in an hour. Each is paid for. */
export const TESTS_PER_HOUR = 5;

/** Sends a test SMS to the number of whoever asks for it. It is paid for like any other. */
@Injectable()
export class TestSmsService {
  constructor(
    private readonly database: Database,
    private readonly tests: TestSmsRepository,
    private readonly notifications: NotificationsRepository,
    private readonly queue: NotificationQueue,
    private readonly writer: TestSmsWriter,
    private readonly attention: AttentionService,
    private readonly quotas: Quotas,
    private readonly phones: Phones,
    private readonly policy: SendPolicy,
    private readonly trail: AuditTrail,
  ) {}

  /** What a test SMS says, and what it costs at most. */
  async offer(): Promise<{ readonly body: string; readonly price: Price }> {
    const { body, segments } = this.writer.text;
    return { body, price: await this.attention.price(segments) };
  }

  /**
   * Queues a test SMS, one for each key of a caller.
   * @param typed a phone number in any usual writing
   * @param key of the form, a UUID
   * @returns the notification's id
   * @throws PhoneInvalid, InvalidRequest for a number that gets no SMS, QuotaSpent
   */
  async send(typed: string, key: string, actor: Actor): Promise<string> {
    const phone = this.phones.readValid(typed, 'phone');
    const refusal = this.policy.refuse(phone);
    if (refusal !== null) throw new InvalidRequest([{ field: 'phone', message: `is ${refusal}` }]);
    const askedBy = actor.id ?? '';
    const made = await this.tests.madeBy(this.database.db, askedBy, key);
    return made ?? (await this.queueOnce({ id: makeId(), phone, askedBy, key }, actor));
  }

  /** A test SMS of the caller, as it stands. @throws NotificationUnknown */
  async ofCaller(id: string, callerId: string): Promise<NotificationRow> {
    const { db } = this.database;
    const row = (await this.tests.isOf(db, id, callerId)) ? await this.notifications.byId(db, id) : null;
    if (row === null) throw new NotificationUnknown();
    return row;
  }

  private async queueOnce(asked: Parameters<TestSmsRepository['queue']>[1], actor: Actor): Promise<string> {
    const quotas = [limitOf(asked.askedBy)];
    await this.quotas.take(quotas);
    try {
      await this.database.write(async (tx) => {
        await this.tests.queue(tx, asked);
        const subject = { kind: 'notification', id: asked.id } as const;
        await this.trail.record(tx, { actor, action: 'test-sms-sent', subject, personal: ['phone'] });
      });
    } catch (error) {
      await this.quotas.giveBack(quotas);
      // A double press: the first one made it.
      const made = violates(error, 'test_sms_pkey')
        ? await this.tests.madeBy(this.database.db, asked.askedBy, asked.key)
        : null;
      if (made === null) throw error;
      return made;
    }
    this.queue.announce();
    return asked.id;
  }
}

const limitOf = (callerId: string): Quota => ({
  ...{ source: `test-sms:${callerId}`, spanSeconds: 3_600, most: TESTS_PER_HOUR },
  sentence: `One caller may send ${TESTS_PER_HOUR} test SMS an hour.`,
});
