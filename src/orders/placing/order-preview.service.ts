import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { SendPolicy } from '../../notifications/sending/send-policy.js';
import { type SmsPrice, SmsPrices } from '../../notifications/sms-prices.js';
import { Phones } from '../../phones/phones.js';
import { Wordings } from '../wording/wordings.js';
import { writeOrderPlaced } from './order-placed-text.js';
import { PlacementsRepository } from './placements.repository.js';
import { leaveLinksOut } from './strangers-words.js';

/** An order that is being written. */
export interface OrderDraft {
  readonly customer_name: string;
  readonly item: string;
  /** As it will be stored. */
  readonly amount: string;
  /** Where the SMS goes, in any writing; null when nobody knows yet. */
  readonly phone: string | null;
}

/** What the customer will be told, and what that costs. */
export interface OrderPreview {
  readonly body: string;
  readonly price: SmsPrice;
  /** Why no SMS goes to the number; null when one does, or when the number is not known. */
  readonly untextable: string | null;
}

/** Shows the SMS of an order before the order is placed. */
@Injectable()
export class OrderPreviewService {
  constructor(
    private readonly database: Database,
    private readonly placements: PlacementsRepository,
    private readonly prices: SmsPrices,
    private readonly policy: SendPolicy,
    private readonly phones: Phones,
    private readonly wordings: Wordings,
    private readonly config: Config,
  ) {}

  /** The SMS has the number that the next order will probably get. */
  async preview({ phone, ...order }: OrderDraft): Promise<OrderPreview> {
    const number = await this.placements.nextNumber(this.database.db);
    const told = { ...order, number, currency: this.config.CURRENCY };
    const { body, segments } = writeOrderPlaced(leaveLinksOut(told, false), await this.wordings.current());
    const e164 = phone === null ? null : this.phones.find(phone);
    const untextable = e164 === null ? null : this.policy.refuse(e164);
    return { body, untextable, price: await this.prices.estimate(segments) };
  }
}
