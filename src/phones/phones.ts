import { Injectable } from '@nestjs/common';
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { Config } from '../config/config.js';
import { type FieldOptions, TextField } from '../http/fields/fields.js';
import { HAS_EXTENSION, IS_SHORTENED, NO_PHONE, PhoneInvalid } from './phone-invalid.error.js';
import { tidyPhone } from './written-phones.js';

/**
 * A phone number in any usual writing. Whether it is one is decided by {@link Phones}, which the
 * services ask.
 */
export const PhoneField = (options: FieldOptions = {}): PropertyDecorator =>
  TextField(
    WRITTEN_MOST,
    { example: '+254712345678', alsoCalled: ALSO_CALLED, lateFault: findRoughFault, ...options },
    tidyPhone,
  );

/**
 * Finds what is a phone number in no country, whatever the shop's own.
 * Local numbers of six digits exist, but not with the code of their area.
 */
function findRoughFault(value: unknown): string | null {
  const digits = String(value).match(/\p{Nd}/gu)?.length ?? 0;
  return digits < 7 ? NO_PHONE : null;
}

const ALSO_CALLED = [
  ...['phone', 'phone_number', 'phone_no', 'customer_phone', 'telephone', 'telephone_number', 'tel'],
  ...['mobile', 'mobile_number', 'mobile_no', 'cell', 'cellphone', 'contact', 'msisdn', 'simu'],
];

/** A number as tables show one that is too long for its cell. */
const SHORTENED = /^\s*\d(?:[.,]\d+)?E\+?\d+\s*$/i;

/** Characters of a number as it is written, at most. */
const WRITTEN_MOST = 40;

/** Characters of an E.164 number: a plus sign and 15 digits. */
const E164_MOST = 16;

/** Phone numbers that are remembered with what they were read as; reading one takes 20 µs. */
const REMEMBERED_MOST = 10_000;

/** Reads phone numbers in any usual writing and gives them as E.164, such as +254712345678. */
@Injectable()
export class Phones {
  private readonly remembered = new Map<string, PhoneNumber | undefined>();

  constructor(private readonly config: Config) {}

  /**
   * The E.164 of a number that exists in its country's numbering plan.
   * @throws PhoneInvalid naming `field`
   */
  readValid(text: string, field: string): string {
    const number = this.read(text, field);
    if (!number.isValid()) throw new PhoneInvalid(field, NO_PHONE);
    return number.number;
  }

  /**
   * The E.164 of a number of a possible length.
   * The admin API's own example of an admin's number, +25471232435, is one digit short and must do.
   * @throws PhoneInvalid naming `field`
   */
  readPossible(text: string, field: string): string {
    const number = this.read(text, field);
    if (!number.isPossible()) throw new PhoneInvalid(field, NO_PHONE);
    return number.number;
  }

  /** Whether an E.164 number exists in its country's numbering plan. */
  isValid(e164: string): boolean {
    return this.parse(e164)?.isValid() ?? false;
  }

  /** Whether an E.164 number is a mobile number of one of these countries (ISO 3166 alpha-2). */
  isMobile(e164: string, countries: readonly string[]): boolean {
    const number = this.parse(e164);
    const mobile = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number?.getType() ?? '');
    return mobile && countries.includes(number?.country ?? '');
  }

  /** An extension would be lost, so a number with one is refused. @throws PhoneInvalid */
  private read(text: string, field: string): PhoneNumber {
    const number = this.parse(text);
    if (number === undefined) throw new PhoneInvalid(field, SHORTENED.test(text) ? IS_SHORTENED : NO_PHONE);
    if (number.ext !== undefined) throw new PhoneInvalid(field, HAS_EXTENSION);
    return number;
  }

  private parse(text: string): PhoneNumber | undefined {
    if (!this.remembered.has(text)) {
      if (this.remembered.size >= REMEMBERED_MOST) this.remembered.clear();
      const defaultCountry = this.config.DEFAULT_REGION as CountryCode;
      const written = tidyPhone(text);
      const known = written.length <= WRITTEN_MOST;
      const number = known ? parsePhoneNumberFromString(written, { defaultCountry, extract: false }) : undefined;
      // Plans of some countries, such as Germany's, allow more than ITU-T E.164 does.
      this.remembered.set(text, (number?.number.length ?? 0) > E164_MOST ? undefined : number);
    }
    return this.remembered.get(text);
  }
}
