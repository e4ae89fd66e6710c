import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { tidyUuid } from '../../http/fields/fields.js';
import { tidyPasted } from '../../http/fields/pasted-text.js';
import { OrderUnknown } from '../orders.errors.js';

/**
 * Reads how an address names an order: by its id, given in lower case, or by its number.
 * - A number is whole, positive and without leading zeros.
 * - It has 18 digits at most, so that PostgreSQL's bigint holds it.
 */
export class OrderReferencePipe implements PipeTransform<string, string> {
  /** @throws OrderUnknown for what is neither */
  transform(written: string): string {
    const id = tidyUuid(written);
    if (isUUID(id, 'loose')) return id;
    const number = tidyPasted(written);
    if (!isOrderNumber(number)) throw new OrderUnknown();
    return number;
  }
}

/** Whether a reference to an order is its number, and not its id. */
export const isOrderNumber = (reference: string): boolean => /^[1-9]\d{0,17}$/.test(reference);
