import { SegmentedMessage } from 'sms-segments-calculator';
import { networkOf } from './tariff.js';

/** A message that the carrier took: on the phone, and on the bill. */
export interface TakenMessage {
  readonly id: string;
  readonly phone: string;
  readonly text: string;
  readonly segments: number;
  readonly cents: number;
  readonly at: Date;
  /** What the last delivery report said. */
  status: string;
}

/** Messages that the phones keep; the bill counts them all. */
const KEPT_MOST = 5_000;

/** The phones of everybody who was texted, and the bill. */
export class ReceivedMessages {
  private readonly kept: TakenMessage[] = [];
  private cents = 0;
  private count = 0;

  /** Takes a message and charges for it. */
  take(id: string, phone: string, text: string): TakenMessage {
    const segments = new SegmentedMessage(text).segmentsCount;
    const cents = segments * networkOf(phone).centsPerSms;
    const message = { id, phone, text, segments, cents, at: new Date(), status: 'Sent' };
    this.kept.push(message);
    if (this.kept.length > KEPT_MOST) this.kept.shift();
    this.cents += cents;
    this.count++;
    return message;
  }

  /** Messages of one phone, or of all, oldest first. */
  messages(phone?: string): readonly TakenMessage[] {
    return phone === undefined ? this.kept : this.kept.filter((message) => message.phone === phone);
  }

  /** Everything that was ever taken, and what it costs in hundredths of a shilling. */
  get bill(): { readonly messages: number; readonly cents: number } {
    return { messages: this.count, cents: this.cents };
  }
}
