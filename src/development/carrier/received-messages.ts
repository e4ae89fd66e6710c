import { countParts } from './parts.js';
import { findNetwork } from './tariff.js';

/** One SMS that the carrier took: it is on the phone and on the bill. */
export interface ReceivedMessage {
  /** The carrier's id, as in its answer and its delivery reports. */
  readonly id: string;
  readonly phone: string;
  readonly text: string;
  readonly segments: number;
  /** What it costs, in hundredths of a shilling. */
  readonly cents: number;
  readonly at: Date;
  /** Status in the last delivery report. */
  status: string;
}

/** Messages that are kept, at most. The bill counts all that there ever were. */
const KEPT_MOST = 5_000;

/** What arrived on the phones, and the bill. */
export class ReceivedMessages {
  private readonly kept: ReceivedMessage[] = [];
  private cents = 0;
  private count = 0;

  /** Puts a message on its phone and on the bill. */
  take(id: string, phone: string, text: string): ReceivedMessage {
    const segments = countParts(text);
    const cents = segments * findNetwork(phone).centsPerSms;
    const message = { id, phone, text, segments, cents, at: new Date(), status: 'Sent' };
    this.kept.push(message);
    if (this.kept.length > KEPT_MOST) this.kept.shift();
    this.cents += cents;
    this.count++;
    return message;
  }

  /** Messages of one phone, or of all phones, oldest first. */
  messages(phone?: string): readonly ReceivedMessage[] {
    return phone === undefined ? this.kept : this.kept.filter((message) => message.phone === phone);
  }

  /** How many messages there ever were, and what they cost in hundredths of a shilling. */
  get bill(): { readonly messages: number; readonly cents: number } {
    return { messages: this.count, cents: this.cents };
  }
}
