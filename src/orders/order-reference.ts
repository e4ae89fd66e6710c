import type { PipeTransform } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { defineField, EXAMPLE_IDS, type FieldOptions, tidyUuid } from '../http/fields/fields.js';
import { tidyPasted } from '../http/fields/pasted-text.js';
import { OrderUnknown } from './orders.errors.js';

/** What is written before a number: `#2`, or `no. 2` as the SMS has it. */
const BEFORE_NUMBER = /^(?:#|№|n[o°º]\.?)\s*(?=\d)/i;

/** An id as our answers write it. Nearly every reference is one, and needs no change. */
const REGULAR_ID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** Makes a reference to an order regular, whether it is an id or a number. */
export function tidyOrderReference(text: string): string {
  if (REGULAR_ID.test(text)) return text;
  const id = tidyUuid(text);
  return isUUID(id, 'loose') ? id : tidyPasted(text).replace(BEFORE_NUMBER, '');
}

/**
 * Whether a reference to an order is its number, and not its id.
 * - A number is whole, positive and without leading zeros.
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
        { type: 'string', pattern: '^[1-9]\\d{0,17}$' },
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

/** Reads how an address names an order, as a body does. */
export class OrderReferencePipe implements PipeTransform<string, string> {
  /** @throws OrderUnknown for what can name no order */
  transform(written: string): string {
    const reference = tidyOrderReference(written);
    if (!isOrderReference(reference)) throw new OrderUnknown();
    return reference;
  }
}
