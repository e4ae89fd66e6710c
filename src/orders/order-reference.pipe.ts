import type { PipeTransform } from '@nestjs/common';
import { isOrderReference, tidyOrderReference } from '../http/fields/order-reference.js';
import { OrderUnknown } from './orders.errors.js';

/**
 * Reads how an address names an order, as a body does.
 * What can name no order is answered as an order that does not exist.
 */
export class OrderReferencePipe implements PipeTransform<string, string> {
  /** @throws OrderUnknown for what can name no order */
  transform(written: string): string {
    const reference = tidyOrderReference(written);
    if (!isOrderReference(reference)) throw new OrderUnknown();
    return reference;
  }
}
