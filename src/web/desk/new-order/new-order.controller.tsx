import { Body, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { Acting, CallerId } from '../../../http/access/principal.js';
import { emptyForm, readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { NewOrderPage } from './new-order.page.js';
import { NewOrderService } from './new-order.service.js';
import { ORDER_FIELDS, type OrderFields, type OrderForm } from './order-draft.js';
import { ChoiceList } from './orderer-fields.js';
import { TextPreview } from './text-preview.js';
import { TextPreviewService } from './text-preview.service.js';

/** The form for a new order. What is chosen in it stands in its address, so it needs no script. */
@DeskController('desk/orders/new')
export class NewOrderController {
  constructor(
    private readonly newOrders: NewOrderService,
    private readonly texts: TextPreviewService,
  ) {}

  @Get()
  @AllowStaff('orders:write')
  async ask(@Query() query: Record<string, unknown>): Promise<JSX.Element> {
    const values = readTyped(query, ORDER_FIELDS);
    return this.show(await this.newOrders.fill({ ...emptyForm(), values }));
  }

  @Get('customers')
  @AllowStaff('customers:read')
  async suggest(@Query() query: Record<string, unknown>): Promise<JSX.Element> {
    const { who } = readTyped(query, ['who']);
    return <ChoiceList typed={who} found={await this.newOrders.suggest(who)} />;
  }

  @Get('text')
  @AllowStaff('orders:write')
  async preview(@Query() query: Record<string, unknown>): Promise<JSX.Element> {
    const draft = await this.newOrders.read(readTyped(query, ORDER_FIELDS));
    return <TextPreview preview={await this.texts.preview(draft)} />;
  }

  @Post()
  @AllowStaff('orders:write')
  @HttpCode(200)
  async take(
    @Body() body: Record<string, unknown>,
    @CallerId() userId: string,
    @Acting('desk') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const values: OrderFields = readTyped(body, ORDER_FIELDS);
    const taken = await submit(values, reply, () => this.newOrders.take(values, userId, actor));
    if ('done' in taken) return { goTo: `/desk/orders/${taken.done.id}?placed=1` };
    return this.show(await this.newOrders.fill({ ...taken.again, values }));
  }

  private async show(form: OrderForm): Promise<JSX.Element> {
    return <NewOrderPage form={form} preview={await this.texts.preview(form)} />;
  }
}
