import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Phones } from '../../phones/phones.js';

/** Decides which numbers notifications may be sent to, before anything costs money. */
@Injectable()
export class SendPolicy {
  constructor(
    private readonly phones: Phones,
    private readonly config: Config,
  ) {}

  /**
   * Why nothing may be sent to the number (E.164); null when it may.
   * Numbers abroad and landlines are refused: strangers earn money with SMS to them (SMS pumping).
   */
  refuse(phone: string): string | null {
    const { SMS_COUNTRIES } = this.config;
    return this.phones.isMobile(phone, SMS_COUNTRIES) ? null : `no mobile number of ${SMS_COUNTRIES.join(', ')}`;
  }
}
