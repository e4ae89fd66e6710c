import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { ActorNames } from '../../../auth/actor-names.js';
import { makeId } from '../../../database/ids.js';
import type { AccountCheck } from '../../../notifications/carrier/account-check.js';
import type { NotificationRow } from '../../../notifications/notification.js';
import { NotificationUnknown } from '../../../notifications/notifications.errors.js';
import { TestSmsService } from '../../../notifications/test-sms/test-sms.service.js';
import { TemplateChanged } from '../../../orders/wording/templates.errors.js';
import { TemplatesService } from '../../../orders/wording/templates.service.js';
import { emptyForm, type FilledForm } from '../../kit/filled-form.js';
import type { AccountView, SettingsView, TemplateView } from './settings-view.js';

/** What was sent or asked for. What is absent is as it is kept. */
export interface AskedSettings {
  readonly template?: FilledForm;
  readonly testSms?: FilledForm;
  readonly check?: AccountCheck;
  /** The id of the caller's test SMS; any text. */
  readonly sent?: string;
}

/** Gathers what the page of settings shows. */
@Injectable()
export class SettingsViewService {
  constructor(
    private readonly templates: TemplatesService,
    private readonly tests: TestSmsService,
    private readonly names: ActorNames,
  ) {}

  async read(callerId: string, asked: AskedSettings = {}): Promise<SettingsView> {
    const [template, account] = await Promise.all([this.template(asked), this.account(callerId, asked)]);
    return { template, account };
  }

  /** A form of an older version gets the new one, so that it may be sent again. */
  private async template({ template: sent }: AskedSettings): Promise<TemplateView> {
    const kept = await this.templates.kept();
    const names = await this.names.of([kept.changed_by]);
    const version = String(kept.version);
    const fresh = emptyForm({ template: kept.template ?? kept.used, version });
    const form =
      sent?.problem instanceof TemplateChanged ? { ...sent, values: { ...sent.values, version } } : (sent ?? fresh);
    const trial = await this.templates.try(form.values.template ?? '');
    return { kept, changedBy: names.get(kept.changed_by ?? '') ?? null, form, trial };
  }

  private async account(callerId: string, { testSms, check, sent = '' }: AskedSettings): Promise<AccountView> {
    const form = testSms ?? emptyForm({ phone: '', key: makeId() });
    const [offer, sms] = await Promise.all([this.tests.offer(), this.testSms(sent, callerId)]);
    return { check: check ?? null, offer, form, sms };
  }

  private async testSms(id: string, callerId: string): Promise<NotificationRow | null> {
    if (!isUUID(id)) return null;
    try {
      return await this.tests.ofCaller(id, callerId);
    } catch (error) {
      if (error instanceof NotificationUnknown) return null;
      throw error;
    }
  }
}
