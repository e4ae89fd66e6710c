import { randomInt } from 'node:crypto';
import { EXAMPLE_IDS, type FieldOptions, LettersField } from '../http/fields/fields.js';

const A = 'A'.charCodeAt(0);

/**
 * A code such as BHTMCDOO: 8 letters A–Z at random, 37 bits. It is a name, never a proof of who
 * somebody is.
 */
export const customerCode = (): string => String.fromCharCode(...Array.from({ length: 8 }, () => A + randomInt(26)));

/** A customer's code, in either case. */
export const CustomerCodeField = (options: Omit<FieldOptions, 'example'> = {}): PropertyDecorator =>
  LettersField(8, {
    example: EXAMPLE_IDS.customerCode,
    alsoCalled: ['code', 'customer', 'customer_no', 'customer_number', 'customer_id', 'client_code', 'client'],
    ...options,
  });
