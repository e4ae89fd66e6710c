import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Phones } from '../../phones/phones.js';
import type { ClaimedRow } from './claimed-row.js';

/** Turns away what must not go out, before it costs anything. */
@Injectable()
export class SendPolicy {
  constructor(
    private readonly phones: Phones,
    private readonly config: Config,
  ) {}

  /** Why the text may not go out; null when it may. Numbers abroad and landlines are how strangers make others pay (SMS pumping). */
  refusal({ phone, order_status }: Pick<ClaimedRow, 'phone' | 'order_status'>): string | null {
    if (order_status === 'cancelled') return 'the order was cancelled before its text went out';
    if (!this.phones.isMobile(phone, this.config.SMS_COUNTRIES)) return `no mobile number of ${this.config.SMS_COUNTRIES.join(', ')}`;
    return null;
  }
}
