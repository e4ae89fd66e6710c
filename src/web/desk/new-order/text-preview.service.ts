import { Injectable } from '@nestjs/common';
import { Config } from '../../../config/config.js';
import { AppError } from '../../../errors.js';
import { checkFields } from '../../../http/fields/validation.pipe.js';
import { readAmount } from '../../../money/amount.js';
import { type OrderPreview, OrderPreviewService } from '../../../orders/placing/order-preview.service.js';
import { OrderedDto } from './new-order.dto.js';
import type { OrderForm } from './order-draft.js';

/** Shows the text of the order that a form holds so far. */
@Injectable()
export class TextPreviewService {
  constructor(
    private readonly previews: OrderPreviewService,
    private readonly config: Config,
  ) {}

  /** Null while nobody is named, or item or amount are not right yet. */
  async preview({ values, orderer }: Pick<OrderForm, 'values' | 'orderer'>): Promise<OrderPreview | null> {
    const known = orderer.kind === 'known' ? orderer.customer : null;
    const name = known?.name ?? values.name;
    if (values.quiet !== '' || name === '') return null;
    try {
      const { item, amount } = checkFields(
        OrderedDto,
        { item: values.item, amount: values.amount },
        this.config.CURRENCY,
      );
      const exact = readAmount(amount, this.config.CURRENCY, 'amount');
      return await this.previews.preview({
        customer_name: name,
        item,
        amount: exact,
        phone: known?.phone ?? values.phone,
      });
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }
}
