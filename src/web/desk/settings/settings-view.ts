import type { AccountCheck } from '../../../notifications/carrier/account-check.js';
import type { NotificationRow } from '../../../notifications/notification.js';
import type { TestSmsService } from '../../../notifications/test-sms/test-sms.service.js';
import type { KeptTemplate, TemplateTrial } from '../../../orders/wording/templates.service.js';
import type { FilledForm } from '../../kit/filled-form.js';

/** The words of the SMS, and the form that changes them. */
export interface TemplateView {
  readonly kept: KeptTemplate;
  /** The name of whoever changed them; null when nobody did, or the name is not known. */
  readonly changedBy: string | null;
  readonly form: FilledForm;
  readonly trial: TemplateTrial;
}

/** The account at the carrier. */
export interface AccountView {
  /** Null until somebody asks. */
  readonly check: AccountCheck | null;
  readonly offer: Awaited<ReturnType<TestSmsService['offer']>>;
  readonly form: FilledForm;
  /** The test SMS that was asked for last; null without one. */
  readonly sms: NotificationRow | null;
}

/** Everything on the page of settings. */
export interface SettingsView {
  readonly template: TemplateView;
  readonly account: AccountView;
}
