import { Injectable } from '@nestjs/common';
import { ChangeSignal } from '../../events/change-signal.js';
import { traceWork } from '../../tracing/current-span.js';
import { SmsCounters } from '../sms-counters.js';
import type { DeliveryReport } from './delivery-report.js';
import { DeliveryReportsRepository } from './delivery-reports.repository.js';

/** Brings delivery reports and notifications together, in whichever order they come. */
@Injectable()
export class DeliveryReportsService {
  constructor(
    private readonly reports: DeliveryReportsRepository,
    private readonly counters: SmsCounters,
    private readonly changes: ChangeSignal,
  ) {}

  /**
   * Takes a report about a sent notification, about one whose answer is still on its way, or about
   * none of ours.
   */
  async receive(report: DeliveryReport): Promise<void> {
    const { messageId, status } = report;
    const attributes = { 'messaging.message.id': messageId, 'agiza.report.status': status };
    await traceWork('delivery report', attributes, () => this.take(report));
    this.changes.raise();
  }

  /** Applies what was reported of that message to its notification. */
  join(messageId: string): Promise<void> {
    return this.reports.join(messageId);
  }

  /** Applies to a notification whose answer was lost the reports that can only be about it. */
  async adopt(phone: string): Promise<void> {
    const messageId = await this.reports.adopt(phone);
    if (messageId !== null) await this.reports.join(messageId);
  }

  private async take(report: DeliveryReport): Promise<void> {
    this.counters.noteReport(report);
    if (await this.reports.settle(report)) return;
    await this.reports.keep(report);
    await this.join(report.messageId);
    if (report.phone !== null) await this.adopt(report.phone);
  }
}
