import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { SenderState } from '../sending/sender-state.js';
import { SmsPrices } from '../sms-prices.js';
import { type AccountAnswer, SmsGateway } from './sms.gateway.js';

/** How long an answer of the carrier holds, in ms. People press a button more than once. */
const HOLDS_MS = 3_000;

/** How the account at the carrier stands. */
export interface AccountCheck {
  readonly answer: AccountAnswer;
  /** SMS of one segment that the balance pays for; null when nobody knows. */
  readonly affordable: number | null;
  /** Why this process sends nothing now; null when it does. */
  readonly held: string | null;
}

/** Asks the carrier about our account. */
@Injectable()
export class AccountChecks {
  private asked: Promise<AccountAnswer> | null = null;
  private until = 0;

  constructor(
    private readonly gateway: SmsGateway,
    private readonly prices: SmsPrices,
    private readonly state: SenderState,
    private readonly config: Config,
  ) {}

  /**
   * What the carrier says now, or said up to 3 s ago.
   * It is asked while the circuit is open too: what opened it is what people want to know.
   */
  async check(): Promise<AccountCheck> {
    const answer = await this.ask();
    return { answer, affordable: await this.count(answer), held: this.state.circuit.reason };
  }

  private ask(): Promise<AccountAnswer> {
    const now = this.state.now();
    if (this.asked === null || now >= this.until) {
      this.until = now + HOLDS_MS;
      this.asked = this.gateway.readAccount();
    }
    return this.asked;
  }

  private async count(answer: AccountAnswer): Promise<number | null> {
    if (answer.kind !== 'balance') return null;
    const { price, currency } = await this.prices.estimate(1);
    const isSame = (currency ?? this.config.CURRENCY) === answer.left.currency;
    return isSame ? countAffordable(answer.left.cost, price) : null;
  }
}

/** Decimal places that are reckoned with: those of the carrier's prices. */
const PLACES = 4;

/** Decimal text in the smallest part that is reckoned with. */
function toParts(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, '0'));
}

/** How many times a price goes into an amount, without a remainder. Null for a price of nothing. */
function countAffordable(amount: string, price: string): number | null {
  const each = toParts(price);
  return each === 0n ? null : Number(toParts(amount) / each);
}
