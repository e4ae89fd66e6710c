import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Phones } from '../../phones/phones.js';

/**
 * Numbers that are remembered with what was decided; deciding takes 14 µs.
 * An order's answer and its sender ask about the same number.
 */
const REMEMBERED_MOST = 10_000;

/** Decides which numbers notifications may be sent to, before anything costs money. */
@Injectable()
export class SendPolicy {
  private readonly remembered = new Map<string, string | null>();

  constructor(
    private readonly phones: Phones,
    private readonly config: Config,
  ) {}

  /**
   * Why nothing may be sent to the number (E.164); null when it may.
   * Numbers abroad and landlines are refused: strangers earn money with SMS to them (SMS pumping).
   */
  refuse(phone: string): string | null {
    const known = this.remembered.get(phone);
    if (known !== undefined) return known;
    const { SMS_COUNTRIES } = this.config;
    const isMobile = this.phones.isMobile(phone, SMS_COUNTRIES);
    const refusal = isMobile ? null : `no mobile number of ${SMS_COUNTRIES.join(', ')}`;
    if (this.remembered.size >= REMEMBERED_MOST) this.remembered.clear();
    this.remembered.set(phone, refusal);
    return refusal;
  }
}

/** Whether SMS go to a customer's number, as an answer tells it. */
export interface Textable {
  readonly textable: boolean;
  /** Why not; null when they do. */
  readonly textable_reason: string | null;
}

/** Tells callers what {@link SendPolicy} decided. */
export const describeTextable = (refusal: string | null): Textable => ({
  textable: refusal === null,
  textable_reason: refusal === null ? null : `This is ${refusal}, so no SMS is sent to it.`,
});
