import { Body, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../actor.js';
import { Acting } from '../../../http/access/principal.js';
import { isTrue } from '../../../http/fields/boolean-field.js';
import { checkFields } from '../../../http/fields/validation.pipe.js';
import { CorrectOrderDto } from '../../../orders/correcting/order-corrections.dto.js';
import { OrderCorrectionsService } from '../../../orders/correcting/order-corrections.service.js';
import { OrderReferencePipe } from '../../../orders/order-reference.pipe.js';
import { OrdersService } from '../../../orders/orders.service.js';
import { Exchange, type RequestExchange } from '../../kit/exchange.js';
import { readTyped } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { OrderAnswers } from './order-answers.js';
import { OrderResends } from './order-resends.js';
import { RequiredReasonDto } from './orders.dto.js';

/** What staff do to an order. Each answers with the order as it stands then. */
@DeskController('desk/orders/:id')
export class OrderActionsController {
  constructor(
    private readonly orders: OrdersService,
    private readonly corrections: OrderCorrectionsService,
    private readonly resends: OrderResends,
    private readonly answers: OrderAnswers,
  ) {}

  @Post('confirm')
  @HttpCode(200)
  @AllowStaff('orders:write')
  confirm(
    @Param('id', OrderReferencePipe) reference: string,
    @Acting('desk') actor: Actor,
    @Exchange() exchange: RequestExchange,
  ): Promise<PageAnswer> {
    const work = () => this.orders.confirmPending(reference, actor);
    return this.answers.to(exchange, { reference, action: 'confirm', deed: 'confirmed', values: {} }, work);
  }

  @Post('undo-confirmation')
  @HttpCode(200)
  @AllowStaff('orders:write')
  undoConfirmation(
    @Param('id', OrderReferencePipe) reference: string,
    @Body() body: object,
    @Acting('desk') actor: Actor,
    @Exchange() exchange: RequestExchange,
  ): Promise<PageAnswer> {
    const values = readTyped(body, ['reason']);
    const work = async () => {
      const { reason } = checkFields(RequiredReasonDto, values, exchange.request.server.shop.currency);
      return this.corrections.undoConfirmation(reference, actor, reason);
    };
    return this.answers.to(exchange, { reference, action: 'undo-confirmation', deed: 'reopened', values }, work);
  }

  @Post('cancel')
  @HttpCode(200)
  @AllowStaff('orders:write')
  cancel(
    @Param('id', OrderReferencePipe) reference: string,
    @Body() body: object,
    @Acting('desk') actor: Actor,
    @Exchange() exchange: RequestExchange,
  ): Promise<PageAnswer> {
    const values = readTyped(body, ['reason']);
    const work = async () => {
      const { reason } = checkFields(RequiredReasonDto, values, exchange.request.server.shop.currency);
      return this.orders.cancel(reference, actor, reason);
    };
    return this.answers.to(exchange, { reference, action: 'cancel', deed: 'cancelled', values }, work);
  }

  /** The customer is told again only if that is ticked. */
  @Post('correct')
  @HttpCode(200)
  @AllowStaff('orders:write')
  correct(
    @Param('id', OrderReferencePipe) reference: string,
    @Body() body: object,
    @Acting('desk') actor: Actor,
    @Exchange() exchange: RequestExchange,
  ): Promise<PageAnswer> {
    const values = readTyped(body, ['item', 'amount', 'notify']);
    const work = async () => {
      const fields = { ...values, notify: values.notify || 'false' };
      const {
        item,
        amount,
        notify = false,
      } = checkFields(CorrectOrderDto, fields, exchange.request.server.shop.currency);
      return this.corrections.correct(reference, { item, amount, notify: isTrue(notify) }, actor);
    };
    return this.answers.to(exchange, { reference, action: 'correct', deed: 'corrected', values }, work);
  }

  @Post('send-again')
  @HttpCode(200)
  @AllowStaff('notifications:send')
  sendAgain(
    @Param('id', OrderReferencePipe) reference: string,
    @Acting('desk') actor: Actor,
    @Exchange() exchange: RequestExchange,
  ): Promise<PageAnswer> {
    const work = () => this.resends.resendLast(reference, actor);
    return this.answers.to(exchange, { reference, action: 'send-again', deed: 'resent', values: {} }, work);
  }
}
