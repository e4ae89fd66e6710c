import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/database.js';
import { queueNotificationsSql } from '../notification-queue.js';

/** The kind of notifications that test the account. */
export const TEST_SMS = 'test-sms';

/** A test SMS that somebody asks for. */
export interface AskedTestSms {
  readonly id: string;
  /** E.164. */
  readonly phone: string;
  readonly askedBy: string;
  /** Of the form: one form makes one SMS. */
  readonly key: string;
}

const queueSql = `
  with to_notify (id, kind, phone, order_id, order_number, customer_code) as (
    values ($1::uuid, '${TEST_SMS}', $2::text, null::uuid, null::bigint, null::text)
  )
  ${queueNotificationsSql}`;

/** All SQL of `test_sms`. */
@Injectable()
export class TestSmsRepository {
  /**
   * Queues the notification, and notes whose form asked for it.
   * @throws a violation of `test_sms_pkey` for a form that was sent before
   */
  async queue(tx: Tx, { id, phone, askedBy, key }: AskedTestSms): Promise<void> {
    await tx.query(queueSql, [id, phone]);
    await tx.query('insert into test_sms (asked_by, key, notification_id) values ($1, $2, $3)', [askedBy, key, id]);
  }

  /** The notification that a form made; null when it has made none. By `test_sms_pkey`. */
  async madeBy(db: Db, askedBy: string, key: string): Promise<string | null> {
    const text = 'select notification_id from test_sms where asked_by = $1 and key = $2';
    const [row] = await db.query<{ notification_id: string }[]>(text, [askedBy, key]);
    return row?.notification_id ?? null;
  }

  /** Whether the caller asked for the notification. By `test_sms_notification_id_idx`. */
  async isOf(db: Db, id: string, askedBy: string): Promise<boolean> {
    const rows = await db.query<object[]>('select from test_sms where notification_id = $1 and asked_by = $2', [
      id,
      askedBy,
    ]);
    return rows.length > 0;
  }
}
