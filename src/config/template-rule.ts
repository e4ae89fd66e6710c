import { toGsmText } from '../sms/gsm-text.js';
import { measureSms, type SmsText } from '../sms/sms-text.js';
import type { Config } from './config.js';

/**
 * The longest values of the fields that no SMS goes without. Name and item may be left out.
 * An amount has 12 digits before the point and 3 after it, as the column of orders.
 */
const LONGEST = { order_number: '9'.repeat(12), currency: 'KES', amount: '999999999999.999', first_name: '', item: '' };

/** The shortest form of a template's SMS with the longest number and amount. */
export function measureLongest({ SMS_TEMPLATE, SHOP_NAME }: Pick<Config, 'SMS_TEMPLATE' | 'SHOP_NAME'>): SmsText {
  const fields: Record<string, string> = { ...LONGEST, shop: toGsmText(SHOP_NAME) };
  return measureSms(toGsmText(SMS_TEMPLATE).replace(/\{(\w+)\}/g, (field, name: string) => fields[name] ?? field));
}

/**
 * A sentence for a template that may take more segments than SMS_SEGMENTS_MAX, whatever is
 * shortened. Other faults of the three settings are found elsewhere.
 */
export function findTemplateFaults(config: Config): string[] {
  const { SMS_SEGMENTS_MAX } = config;
  const { encoding, segments } = measureLongest(config);
  // A number below 1, or none, is a fault of its own.
  if (!(segments > Math.max(SMS_SEGMENTS_MAX, 1))) return [];
  const cure =
    encoding === 'GSM-7' ? '' : ', or write it without the characters that GSM-7 lacks, which halve the room';
  return [
    `SMS_TEMPLATE: takes ${segments} SMS with the longest number and amount, and SMS_SEGMENTS_MAX allows ${SMS_SEGMENTS_MAX}; shorten it${cure}`,
  ];
}
