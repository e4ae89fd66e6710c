import { match } from './rules.js';

/** A name with something to see in it: 1 to 30 characters on one line, without braces. */
export const shopName = match(
  /^(?=.*[^\p{Cf}\p{Z}])[^\p{Cc}{}]{1,30}$/u,
  'must be 1 to 30 characters on one line, without braces',
);

/** What the body of an SMS about an order may name in braces. */
export const TEMPLATE_FIELDS = ['first_name', 'order_number', 'item', 'currency', 'amount', 'shop'];

/** Characters of a template, at least and at most. */
export const TEMPLATE_LEAST = 10;
export const TEMPLATE_MOST = 300;

/** Body of an SMS about an order: 10 to 300 characters on one line, with field names in braces. */
export const orderTemplate = match(
  new RegExp(
    `^(?=.{${TEMPLATE_LEAST},${TEMPLATE_MOST}}$)(?:[^{}\\p{Cc}]|\\{(?:${TEMPLATE_FIELDS.join('|')})\\})+$`,
    'u',
  ),
  `must be one line of 10 to 300 characters, with no other fields than {${TEMPLATE_FIELDS.join('}, {')}}`,
);

/** A sum of money with up to 9 digits and 4 decimals. */
export const sumOfMoney = match(
  /^\d{1,9}(\.\d{1,4})?$/,
  'must be an amount of money without commas, such as 1000 or 1000.50',
);

/** The same, and more than 0. */
export const price = match(
  /^(?=.*[1-9])\d{1,9}(\.\d{1,4})?$/,
  'must be a price of more than 0 without a currency, such as 0.80',
);
