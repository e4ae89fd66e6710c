import type { ApiPropertyOptions } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { defineField, EXAMPLE_IDS, type FieldOptions } from './fields.js';
import { tidyNumber, tidyUuid } from './written-ids.js';

/** An id as our answers write it. Nearly every reference is one, and needs no change. */
const REGULAR_ID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** Makes a reference to an order regular, whether it is an id or a number. */
export function tidyOrderReference(text: string): string {
  if (REGULAR_ID.test(text)) return text;
  const id = tidyUuid(text);
  return isUUID(id, 'loose') ? id : tidyNumber(text);
}

/**
 * Whether a reference to an order is its number, and not its id.
 * - A number is whole and positive.
 * - It has 18 digits at most, so that PostgreSQL's bigint holds it.
 */
export const isOrderNumber = (reference: string): boolean => /^[1-9]\d{0,17}$/.test(reference);

/** Whether text that was made regular can name an order. */
export const isOrderReference = (reference: string): boolean =>
  REGULAR_ID.test(reference) || isUUID(reference, 'loose') || isOrderNumber(reference);

/** The order that a request is about: its id, or the number that a person knows it by. */
export const OrderReferenceField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) =>
      typeof value === 'string' && isOrderReference(value)
        ? null
        : 'must be the id of an order, or its number, such as 2',
    {
      oneOf: [
        { type: 'string', format: 'uuid' },
        { type: 'string', pattern: '^0*[1-9]\\d{0,17}$' },
        { type: 'integer', minimum: 1 },
      ],
    } as ApiPropertyOptions,
    {
      example: EXAMPLE_IDS.order,
      description: 'The id of the order, or its number, such as 2.',
      alsoCalled: ['order', 'id', 'order_number', 'order_no', 'number', 'uuid'],
      ...options,
    },
    tidyOrderReference,
  );
