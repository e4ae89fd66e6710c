import { ValidateBy } from 'class-validator';
import { isCurrency, nearestCurrency } from '../currencies.js';

/** The code of a currency in force (ISO 4217). */
export const currency = ValidateBy({
  name: 'isCurrency',
  validator: { validate: isCurrency, defaultMessage: (given) => explainCode(given?.value) },
});

/** What is wrong with a code that is none, and which one may be meant. */
function explainCode(written: unknown): string {
  const near = nearestCurrency(String(written));
  const hint = near === null ? '' : `; did you mean ${near}?`;
  return `must be a currency of ISO 4217, such as KES${hint}`;
}
