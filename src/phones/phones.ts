import { Injectable } from '@nestjs/common';
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { Config } from '../config/config.js';
import { PhoneInvalid } from './phone-invalid.error.js';

/** Numbers that are remembered with what they were read as; reading one takes 20 µs. */
const REMEMBERED_MOST = 10_000;

/** Reads phone numbers in any usual writing and gives them as E.164, such as +254712345678. */
@Injectable()
export class Phones {
  private readonly read = new Map<string, PhoneNumber | undefined>();

  constructor(private readonly config: Config) {}

  /** A number that exists in its country's numbering plan. @throws PhoneInvalid naming `field` */
  valid(text: string, field: string): string {
    const number = this.parse(text);
    if (!number?.isValid()) throw new PhoneInvalid(field);
    return number.number;
  }

  /** Whether an E.164 number exists in its country's numbering plan. */
  isValid(e164: string): boolean {
    return this.parse(e164)?.isValid() ?? false;
  }

  /** Whether an E.164 number is a mobile one of one of these countries (ISO 3166 alpha-2). */
  isMobile(e164: string, countries: readonly string[]): boolean {
    const number = this.parse(e164);
    const mobile = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number?.getType() ?? '');
    return mobile && countries.includes(number?.country ?? '');
  }

  /** A number of a possible length, as document 002's own example +25471232435, a digit short, must do for an admin. @throws PhoneInvalid */
  possible(text: string, field: string): string {
    const number = this.parse(text);
    if (!number?.isPossible()) throw new PhoneInvalid(field);
    return number.number;
  }

  private parse(text: string): PhoneNumber | undefined {
    if (!this.read.has(text)) {
      if (this.read.size >= REMEMBERED_MOST) this.read.clear();
      this.read.set(text, parsePhoneNumberFromString(text, { defaultCountry: this.config.DEFAULT_REGION as CountryCode, extract: false }));
    }
    return this.read.get(text);
  }
}
