import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { OrderUnknown } from './orders.errors.js';

/** An order's id in an address; what is no UUID is no order of ours. @throws OrderUnknown */
export class OrderIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isUUID(id, 'loose')) throw new OrderUnknown();
    return id.toLowerCase();
  }
}
