import type { FieldFault } from '../../errors.js';
import { findNearest } from '../nearest-word.js';
import { nameFault, refuseField } from '../problems/invalid-request.error.js';
import type { FieldRule, RequestRules } from './field-rules.js';

/** Longer names are compared by their beginning. No field of ours has half as many characters. */
const COMPARED_MOST = 40;

/** Names of at most four letters differ by one edit; with two, `id` would be close to `item`. */
const SHORT_NAME = 4;

/**
 * Refuses a field that the request does not have, and says what was meant as far as it can be told:
 * - what the class itself says of such a name (`Instead`);
 * - the field with the same letters in another spelling: `customerCode` for `customer_code`;
 * - the field that others call so: `price` for `amount`;
 * - the field that one or two edits lead to.
 */
export function explainUnknownField(name: string, { fields, instead }: RequestRules): FieldFault {
  const refusal = refuseField(name);
  const spelled = spellName(name);
  const otherWay = Object.hasOwn(instead, spelled) ? instead[spelled] : undefined;
  if (otherWay !== undefined) return nameFault(name, `${refusal.message}: ${otherWay}`);
  const meant = findMeant(spelled, [...fields.values()]);
  return meant === null ? refusal : nameFault(name, `${refusal.message}: did you mean ${meant}?`);
}

/**
 * Writes a name in small letters and digits, with `_` between words. `Customer Code` and
 * `customerCode` become `customer_code`.
 */
export const spellName = (name: string): string =>
  name
    .slice(0, COMPARED_MOST)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_|_$/g, '');

const join = (name: string): string => name.replaceAll('_', '');

function findMeant(spelled: string, rules: readonly FieldRule[]): string | null {
  const joined = join(spelled);
  if (joined === '') return null;
  const same = rules.find(({ name }) => join(name) === joined);
  const called = same ?? rules.find(({ alsoCalled }) => alsoCalled.some((other) => join(other) === joined));
  if (called !== undefined) return called.name;
  const names = rules.map(({ name }) => join(name));
  const nearest = findNearest(joined, names, joined.length <= SHORT_NAME ? 1 : 2);
  return nearest === null ? null : (rules[names.indexOf(nearest)]?.name ?? null);
}
