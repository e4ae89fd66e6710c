import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { makeId } from '../../../database/ids.js';
import { Acting, CallerId } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { AccountChecks } from '../../../notifications/carrier/account-check.js';
import { NotificationUnknown } from '../../../notifications/notifications.errors.js';
import { TestSmsService } from '../../../notifications/test-sms/test-sms.service.js';
import { Exchange, type RequestExchange } from '../../kit/exchange.js';
import { readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { isForHtmx } from '../../kit/render.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { AccountPart } from './account-part.js';
import { SettingsPage } from './settings.page.js';
import { SettingsViewService } from './settings-view.service.js';
import { TestSmsState } from './test-sms-part.js';

const idPipe = new IdPipe(NotificationUnknown);

/** The account at the carrier, and test SMS. */
@DeskController('desk/settings')
export class AccountController {
  constructor(
    private readonly views: SettingsViewService,
    private readonly checks: AccountChecks,
    private readonly tests: TestSmsService,
  ) {}

  @Get('account')
  @AllowStaff('settings:manage')
  async check(@CallerId() callerId: string, @Exchange() { request }: RequestExchange): Promise<JSX.Element> {
    const check = await this.checks.check();
    if (isForHtmx(request)) return <AccountPart check={check} />;
    return <SettingsPage view={await this.views.read(callerId, { check })} />;
  }

  @Post('test-sms')
  @AllowStaff('settings:manage')
  @HttpCode(200)
  async send(
    @Body() body: Record<string, unknown>,
    @CallerId() callerId: string,
    @Acting('desk') actor: Actor,
    @Exchange() { reply }: RequestExchange,
  ): Promise<PageAnswer> {
    const { phone, key: written } = readTyped(body, ['phone', 'key']);
    const key = isUUID(written) ? written : makeId();
    const sent = await submit({ phone, key }, reply, () => this.tests.send(phone, key, actor));
    if ('done' in sent) return { goTo: `/desk/settings?sent=${sent.done}#test-sms` };
    return <SettingsPage view={await this.views.read(callerId, { testSms: sent.again })} />;
  }

  @Get('test-sms/:id')
  @AllowStaff('settings:manage')
  async state(@Param('id', idPipe) id: string, @CallerId() callerId: string): Promise<JSX.Element> {
    return <TestSmsState sms={await this.tests.ofCaller(id, callerId)} />;
  }
}
