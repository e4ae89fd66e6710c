import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { AuditTrail } from '../../events/audit-trail.js';
import { AttentionService, type Price } from '../../notifications/attention/attention.service.js';
import { countRoom, countUnits, type SmsText } from '../../sms/sms-text.js';
import { writeOrderPlaced } from '../placing/order-placed-text.js';
import { aLongOrder, anExampleOrder, findDearCharacters } from './template-examples.js';
import { findTemplateFlaw, type TemplateFlaw } from './template-flaw.js';
import { TemplateChanged, TemplateUnfit } from './templates.errors.js';
import { type TemplateRow, TemplatesRepository } from './templates.repository.js';
import { Wordings } from './wordings.js';

/** The SMS about one order as a template has it, with its size and its price. */
export interface WrittenExample extends SmsText {
  /** Septets with GSM-7, or UTF-16 code units. */
  readonly units: number;
  /** How many of them its segments have room for. */
  readonly room: number;
  readonly price: Price;
}

/** What a template would say. */
export interface TemplateTrial {
  /** What an SMS takes and costs at most, whatever stands in the order: SMS_SEGMENTS_MAX. */
  readonly most: { readonly segments: number; readonly price: Price };
  /** Why it cannot be used; null when it can. */
  readonly flaw: TemplateFlaw | null;
  /**
   * An order of every day, and one with the longest values. Null for a text that is no template.
   */
  readonly written: { readonly example: WrittenExample; readonly longest: WrittenExample } | null;
  /** Characters by which the SMS has less room. */
  readonly dear: { readonly special: readonly string[]; readonly double: readonly string[] };
}

/** The template as it is kept, and what is used. */
export interface KeptTemplate extends TemplateRow {
  /** What SMS are written from. */
  readonly used: string;
  /** SMS_TEMPLATE of the configuration. */
  readonly configured: string;
}

/** The words of the SMS about a new order, as owners set them. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly database: Database,
    private readonly templates: TemplatesRepository,
    private readonly wordings: Wordings,
    private readonly attention: AttentionService,
    private readonly trail: AuditTrail,
    private readonly config: Config,
  ) {}

  async kept(): Promise<KeptTemplate> {
    const row = await this.templates.read(this.database.db);
    return { ...row, used: this.wordings.of(row.template).SMS_TEMPLATE, configured: this.config.SMS_TEMPLATE };
  }

  /** What the template would say. Nothing is kept. */
  async try(template: string): Promise<TemplateTrial> {
    const wording = this.wordingOf(template);
    const flaw = findTemplateFlaw(wording);
    const dear = findDearCharacters(wording);
    const { CURRENCY, SMS_SEGMENTS_MAX: segments } = this.config;
    const most = { segments, price: await this.attention.price(segments) };
    if (flaw !== null && flaw.kind !== 'segments') return { flaw, written: null, dear, most };
    const [example, longest] = await Promise.all(
      [anExampleOrder(CURRENCY), aLongOrder(CURRENCY)].map((order) => this.price(writeOrderPlaced(order, wording))),
    );
    return { flaw, written: example && longest ? { example, longest } : null, dear, most };
  }

  /**
   * Has the SMS of orders be written from this template from now on. To keep it again changes
   * nothing.
   * @param template null for the one of the configuration
   * @param of the version that the change was made of
   * @throws TemplateUnfit, TemplateChanged
   */
  async keep(template: string | null, of: number, actor: Actor): Promise<void> {
    const flaw = template === null ? null : findTemplateFlaw(this.wordingOf(template));
    if (flaw !== null) throw new TemplateUnfit(flaw);
    await this.database.write(async (tx) => {
      const before = await this.templates.read(tx);
      if (before.version !== of) throw new TemplateChanged();
      if (before.template === template) return;
      if (!(await this.templates.change(tx, { template, of, by: actor.id ?? '' }))) throw new TemplateChanged();
      const changes = { template: { before: before.template, after: template } };
      const subject = { kind: 'template', id: null } as const;
      await this.trail.record(tx, { actor, action: 'template-changed', subject, changes });
    });
    this.wordings.forget();
  }

  private wordingOf(SMS_TEMPLATE: string) {
    const { SHOP_NAME, SMS_SEGMENTS_MAX } = this.config;
    return { SMS_TEMPLATE, SHOP_NAME, SMS_SEGMENTS_MAX };
  }

  private async price(sms: SmsText): Promise<WrittenExample> {
    return { ...sms, units: countUnits(sms), room: countRoom(sms), price: await this.attention.price(sms.segments) };
  }
}
