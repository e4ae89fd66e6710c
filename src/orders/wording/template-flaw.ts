import { TEMPLATE_FIELDS, TEMPLATE_LEAST, TEMPLATE_MOST } from '../../config/sms-rules.js';
import { measureLongest } from '../../config/template-rule.js';
import type { SmsText } from '../../sms/sms-text.js';
import type { ShopWording } from '../placing/order-placed-text.js';

/**
 * Why a text is no template.
 * - `length`: it has fewer than 10 characters or more than 300.
 * - `character`: it has one that no SMS can show, such as a line break.
 * - `field`: it has a brace, or a field in braces that is not known.
 * - `segments`: with the longest number and amount it takes more segments than it may.
 */
export type TemplateFlaw =
  | { readonly kind: 'length'; readonly characters: number }
  | { readonly kind: 'character' }
  | { readonly kind: 'field'; readonly written: string }
  | {
      readonly kind: 'segments';
      readonly segments: number;
      readonly most: number;
      readonly encoding: SmsText['encoding'];
    };

const KNOWN_FIELD = new RegExp(`\\{(?:${TEMPLATE_FIELDS.join('|')})\\}`, 'g');

/** The first flaw of a wording's template, by the rules of SMS_TEMPLATE; null for a good one. */
export function findTemplateFlaw(wording: ShopWording): TemplateFlaw | null {
  const { SMS_TEMPLATE: template, SMS_SEGMENTS_MAX: most } = wording;
  const characters = Array.from(template).length;
  if (characters < TEMPLATE_LEAST || characters > TEMPLATE_MOST) return { kind: 'length', characters };
  if (/\p{Cc}/u.test(template) || !template.isWellFormed()) return { kind: 'character' };
  const [written] = /\{[^{}]*\}?|\}/.exec(template.replace(KNOWN_FIELD, ' ')) ?? [];
  if (written !== undefined) return { kind: 'field', written };
  const { segments, encoding } = measureLongest(wording);
  return segments > most ? { kind: 'segments', segments, most, encoding } : null;
}
