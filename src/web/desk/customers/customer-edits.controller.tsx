import { Body, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { CustomerUnknown } from '../../../customers/customers.errors.js';
import { Acting, Caller, type Principal } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { readCursorPage } from '../../kit/cursor-page.js';
import { readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { CustomerPage } from './customer.page.js';
import { CustomerEditPage } from './customer-edit.page.js';
import { CustomerEditsService, EDIT_FIELDS } from './customer-edits.service.js';
import { CustomerViewService, ORDERS_A_PAGE } from './customer-view.service.js';

const idPipe = new IdPipe(CustomerUnknown);

/** Puts a customer right, and takes an account away. */
@DeskController('desk/customers/:id')
export class CustomerEditsController {
  constructor(
    private readonly edits: CustomerEditsService,
    private readonly views: CustomerViewService,
  ) {}

  @Get('edit')
  @AllowStaff('customers:write')
  async ask(@Param('id', idPipe) id: string): Promise<JSX.Element> {
    return <CustomerEditPage {...(await this.edits.fill(id))} />;
  }

  @Post('edit')
  @AllowStaff('customers:write')
  @HttpCode(200)
  async correct(
    @Param('id', idPipe) id: string,
    @Body() body: Record<string, unknown>,
    @Acting('desk') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const values = readTyped(body, EDIT_FIELDS);
    const sent = await submit(values, reply, () => this.edits.correct(id, values, actor));
    if ('done' in sent) return { goTo: `/desk/customers/${id}?done=corrected` };
    return <CustomerEditPage {...(await this.edits.fill(id, { ...sent.again, values }))} />;
  }

  @Post('unlink')
  @AllowStaff('customers:write')
  @HttpCode(200)
  async unlink(
    @Param('id', idPipe) id: string,
    @Body() body: Record<string, unknown>,
    @Acting('desk') actor: Actor,
    @Caller() { permissions }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const values = readTyped(body, ['reason']);
    const sent = await submit(values, reply, () => this.edits.unlink(id, values, actor));
    if ('done' in sent) return { goTo: `/desk/customers/${id}?done=unlinked` };
    const view = await this.views.read(id, readCursorPage('', ORDERS_A_PAGE), permissions);
    return <CustomerPage view={view} unlinking={sent.again} />;
  }
}
