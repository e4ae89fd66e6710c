import { Injectable } from '@nestjs/common';
import { Config } from '../../../config/config.js';
import { AppError } from '../../../errors.js';
import { RequestValidation } from '../../../http/fields/validation.pipe.js';
import { readAmount } from '../../../money/amount.js';
import { type OrderPreview, OrderPreviewService } from '../../../orders/placing/order-preview.service.js';
import { OrderedDto } from './new-order.dto.js';
import type { OrderForm } from './order-draft.js';

/** Shows the text of the order that a form holds so far. */
@Injectable()
export class TextPreviewService {
  private readonly validation: RequestValidation;

  constructor(
    private readonly previews: OrderPreviewService,
    private readonly config: Config,
  ) {
    this.validation = new RequestValidation(config.CURRENCY);
  }

  /** Null while nobody is named, or item or amount are not right yet. */
  async preview({ values, orderer }: OrderForm): Promise<OrderPreview | null> {
    const known = orderer.kind === 'known' ? orderer.customer : null;
    const name = known?.name ?? values.name;
    if (values.quiet !== '' || name === '') return null;
    try {
      const { item, amount } = this.validation.transform(
        { item: values.item, amount: values.amount },
        { type: 'body', metatype: OrderedDto },
      ) as OrderedDto;
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
