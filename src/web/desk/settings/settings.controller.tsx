import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { Acting, CallerId } from '../../../http/access/principal.js';
import { TemplatesService } from '../../../orders/wording/templates.service.js';
import { Exchange, type RequestExchange } from '../../kit/exchange.js';
import { emptyForm, readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { isForHtmx } from '../../kit/render.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { SettingsPage } from './settings.page.js';
import { SettingsViewService } from './settings-view.service.js';
import { TemplatePreview } from './template-preview.js';

type Fields = Record<string, unknown>;

/** The settings of the shop, and the words of its SMS. */
@DeskController('desk/settings')
export class SettingsController {
  constructor(
    private readonly views: SettingsViewService,
    private readonly templates: TemplatesService,
  ) {}

  @Get()
  @AllowStaff('settings:manage')
  async show(@Query() query: Fields, @CallerId() callerId: string): Promise<JSX.Element> {
    const { done, sent } = readTyped(query, ['done', 'sent']);
    return <SettingsPage view={await this.views.read(callerId, { sent })} done={done} />;
  }

  /** What the words would come to. Nothing is kept. */
  @Post('preview')
  @AllowStaff('settings:manage')
  @HttpCode(200)
  async preview(
    @Body() body: Fields,
    @CallerId() callerId: string,
    @Exchange() { request }: RequestExchange,
  ): Promise<PageAnswer> {
    const values = readTemplate(body);
    if (isForHtmx(request)) return <TemplatePreview trial={await this.templates.try(values.template)} />;
    return <SettingsPage view={await this.views.read(callerId, { template: emptyForm(values) })} />;
  }

  @Post('template')
  @AllowStaff('settings:manage')
  @HttpCode(200)
  async keep(
    @Body() body: Fields,
    @CallerId() callerId: string,
    @Acting('desk') actor: Actor,
    @Exchange() { reply }: RequestExchange,
  ): Promise<PageAnswer> {
    const values = readTemplate(body);
    const work = () => this.templates.keep(values.template, Number(values.version), actor);
    const sent = await submit(values, reply, work);
    if ('done' in sent) return { goTo: '/desk/settings?done=saved' };
    return <SettingsPage view={await this.views.read(callerId, { template: sent.again })} />;
  }

  @Post('template/reset')
  @AllowStaff('settings:manage')
  @HttpCode(200)
  async reset(
    @Body() body: Fields,
    @CallerId() callerId: string,
    @Acting('desk') actor: Actor,
    @Exchange() { reply }: RequestExchange,
  ): Promise<PageAnswer> {
    const values = readTyped(body, ['version']);
    const sent = await submit(values, reply, () => this.templates.keep(null, Number(values.version), actor));
    if ('done' in sent) return { goTo: '/desk/settings?done=reset' };
    return <SettingsPage view={await this.views.read(callerId, { template: sent.again })} />;
  }
}

/** A line break, which browsers take in such a field, becomes a space. */
function readTemplate(body: Fields) {
  const { template, version } = readTyped(body, ['template', 'version']);
  return { template: template.replace(/\s*[\r\n]+\s*/g, ' '), version };
}
