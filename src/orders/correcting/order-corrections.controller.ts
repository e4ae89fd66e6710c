import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/access/access.js';
import { Acting } from '../../http/access/principal.js';
import { isTrue } from '../../http/fields/boolean-field.js';
import { EXAMPLE_IDS } from '../../http/fields/fields.js';
import { NoQuery } from '../../http/fields/no-fields.js';
import { HistoryDto } from '../../http/history/history.dto.js';
import { Problems } from '../../http/problems/problem.dto.js';
import { OrderHistoryService } from '../history/order-history.service.js';
import { OrderReferencePipe } from '../order-reference.pipe.js';
import { OrderOutcomeDto, ReasonDto } from '../orders.dto.js';
import { CorrectedOrderDto, CorrectOrderDto } from './order-corrections.dto.js';
import { OrderCorrectionsService } from './order-corrections.service.js';

const idOrNumber = { name: 'id', description: 'The id of the order, or its number.', example: EXAMPLE_IDS.order };

/** What was entered wrong in an order can be put right, and its history says who did what. */
@ApiTags('orders')
@Controller('api/orders')
export class OrderCorrectionsController {
  constructor(
    private readonly corrections: OrderCorrectionsService,
    private readonly events: OrderHistoryService,
  ) {}

  @Patch(':id')
  @Allow('orders:write')
  @ApiOperation({
    summary: 'Correct the item or the amount of a pending order',
    description:
      'A notification that has not gone out yet tells the new ones. Otherwise the customer gets another SMS on request alone; `sms_price` says what it costs. First place an order: `POST /api/orders/create`.',
  })
  @ApiParam(idOrNumber)
  @ApiOkResponse({ type: CorrectedOrderDto })
  @Problems(400, 404, 409, 429)
  async correct(
    @Param('id', OrderReferencePipe) reference: string,
    @Body() { item, amount, notify = false }: CorrectOrderDto,
    @Acting('api') actor: Actor,
  ): Promise<CorrectedOrderDto> {
    const correction = { item, amount, notify: isTrue(notify) };
    return CorrectedOrderDto.of(await this.corrections.correct(reference, correction, actor));
  }

  @Post(':id/undo-confirmation')
  @Allow('orders:write')
  @ApiOperation({
    summary: 'Make a confirmed order pending again',
    description:
      'Within 24 hours of the confirmation, whoever confirmed it. First confirm an order: `POST /api/orders/customer-order/confirm`.',
  })
  @ApiParam(idOrNumber)
  @HttpCode(200)
  @ApiOkResponse({ type: OrderOutcomeDto })
  @Problems(400, 404, 409)
  async undoConfirmation(
    @Param('id', OrderReferencePipe) reference: string,
    @Body() { reason = null }: ReasonDto,
    @Acting('api') actor: Actor,
  ): Promise<OrderOutcomeDto> {
    const order = await this.corrections.undoConfirmation(reference, actor, reason);
    return OrderOutcomeDto.of('Confirmation undone successfully', order);
  }

  @Get(':id/history')
  @NoQuery()
  @Allow('orders:read')
  @ApiOperation({
    summary: 'Show what happened to an order, and who did it',
    description:
      'Kinds: `placed`, `confirmed`, `cancelled`, `reopened` (a confirmation was undone) and `corrected`. First place an order: `POST /api/orders/create`.',
  })
  @ApiParam(idOrNumber)
  @ApiOkResponse({ type: HistoryDto })
  @Problems(400, 404)
  async history(@Param('id', OrderReferencePipe) reference: string): Promise<HistoryDto> {
    return HistoryDto.of(await this.events.ofOrder(reference));
  }
}
