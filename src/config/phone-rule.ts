import { IsOptional } from 'class-validator';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { allOf, change, refuse } from './rules.js';

/**
 * A phone number that exists, with its country code. It becomes E.164, such as +254712345678.
 * It may be left out.
 */
export const optionalPhone = allOf(
  change((text) => readPhone(text) ?? text),
  IsOptional(),
  refuse((value) =>
    typeof value === 'string' && readPhone(value) === value
      ? null
      : 'must be a phone number with its country code, such as +254712345678',
  ),
);

/** The E.164 of a number with its country code; null for any other text. */
function readPhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, { extract: false });
  return number?.isValid() && number.ext === undefined ? number.number : null;
}
