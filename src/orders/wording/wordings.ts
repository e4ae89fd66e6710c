import { performance } from 'node:perf_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import type { ShopWording } from '../placing/order-placed-text.js';
import { findTemplateFlaw } from './template-flaw.js';
import { TemplatesRepository } from './templates.repository.js';

/** How long a template that was read holds, in ms. */
const HOLDS_MS = 2_000;

/**
 * How the shop words its SMS now: by the template that owners have set, or else by SMS_TEMPLATE.
 * What goes out is written from the database's template itself. Answers that only count its
 * segments have one that is up to 2 s old.
 */
@Injectable()
export class Wordings {
  private readonly logger = new Logger('Wordings');
  /** Of the template that was seen last. Reading a template anew for each SMS would cost more. */
  private last: { readonly template: string; readonly wording: ShopWording } | null = null;
  private known: Promise<ShopWording>;
  private until = 0;

  constructor(
    private readonly templates: TemplatesRepository,
    private readonly config: Config,
  ) {
    this.known = Promise.resolve(config);
  }

  /** The wording up to 2 s ago. While the database is away it is the last one. It never fails. */
  current(): Promise<ShopWording> {
    const now = performance.now();
    if (now < this.until) return this.known;
    this.until = now + HOLDS_MS;
    const before = this.known;
    this.known = this.templates.template().then(
      (template) => this.of(template),
      () => before,
    );
    return this.known;
  }

  /**
   * The wording with a template of the database; null stands for SMS_TEMPLATE.
   * So does a template that is too long since the configuration changed.
   */
  of(template: string | null): ShopWording {
    if (template === null) return this.config;
    if (this.last?.template !== template) this.last = { template, wording: this.read(template) };
    return this.last.wording;
  }

  /** Has this process read the template anew, after a change. */
  forget(): void {
    this.until = 0;
  }

  private read(template: string): ShopWording {
    const { SHOP_NAME, SMS_SEGMENTS_MAX } = this.config;
    const wording = { SMS_TEMPLATE: template, SHOP_NAME, SMS_SEGMENTS_MAX };
    const flaw = findTemplateFlaw(wording);
    if (flaw === null) return wording;
    this.logger.warn(
      `the template of /desk/settings is too long (${flaw.kind}) since the configuration changed; SMS_TEMPLATE is used`,
    );
    return this.config;
  }
}
