import { Injectable } from '@nestjs/common';
import type { DeliveryReport } from './delivery-report.js';
import { DeliveryReportsRepository } from './delivery-reports.repository.js';

/** Brings delivery reports and texts together, in whichever order they come. */
@Injectable()
export class DeliveryReportsService {
  constructor(private readonly reports: DeliveryReportsRepository) {}

  /** Takes a report of the carrier: for a text that it has, for one whose answer is still on its way, or for none of ours. */
  async receive(report: DeliveryReport): Promise<void> {
    if (await this.reports.settle(report)) return;
    await this.reports.keep(report);
    await this.join(report.messageId);
    await this.adopt(report.phone);
  }

  /** Lets the text with that message id take what was reported of it. */
  join(messageId: string): Promise<void> {
    return this.reports.join(messageId);
  }

  /** Lets a text whose answer was lost take the reports that can only be about it. */
  async adopt(phone: string): Promise<void> {
    const messageId = await this.reports.adopt(phone);
    if (messageId !== null) await this.reports.join(messageId);
  }
}
