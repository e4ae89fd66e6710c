import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { toGsmText } from '../../sms/gsm-text.js';
import { measureSms, type SmsText } from '../../sms/sms-text.js';
import type { NotificationSubject } from '../notification.js';
import { type NotificationWriter, NotificationWriters } from '../notification-writer.js';
import { TEST_SMS } from './test-sms.repository.js';

/** Writes the notifications of the kind `test-sms`. One segment, whatever the shop's name. */
@Injectable()
export class TestSmsWriter implements NotificationWriter, OnModuleInit {
  readonly kind = TEST_SMS;
  readonly text: SmsText;

  constructor(
    private readonly writers: NotificationWriters,
    { SHOP_NAME }: Config,
  ) {
    this.text = measureSms(`${toGsmText(SHOP_NAME)}: a test SMS. SMS reach you.`);
  }

  onModuleInit(): void {
    this.writers.register(this);
  }

  async write(subjects: readonly NotificationSubject[]): Promise<readonly SmsText[]> {
    return subjects.map(() => this.text);
  }

  /** A test goes to the number that was typed. */
  async findPhones(): Promise<ReadonlyMap<string, string>> {
    return new Map();
  }
}
