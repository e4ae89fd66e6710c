import { Body, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Config } from '../../config/config.js';
import { isSameSecret } from '../../digests.js';
import { Anyone } from '../../http/access/access.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { readDeliveryReport } from './delivery-report.js';
import { DeliveryReportsService } from './delivery-reports.service.js';

/**
 * Takes delivery reports of Africa's Talking, which signs nothing.
 * Whoever knows the address is believed, so it is secret, and in no document and no log.
 */
@ApiExcludeController()
@Controller('api/callbacks/africastalking')
@Anyone()
export class DeliveryReportsController {
  constructor(
    private readonly reports: DeliveryReportsService,
    private readonly config: Config,
  ) {}

  /**
   * Answers the same to a report about any message, known or not. A form without an id is not the
   * carrier's.
   */
  @Post(':secret/delivery-reports')
  @HttpCode(200)
  async receive(@Param('secret') secret: string, @Body() form: Record<string, unknown>): Promise<string> {
    if (!isSameSecret(secret, this.config.AT_CALLBACK_SECRET)) throw new NotFoundException();
    if (typeof form.id !== 'string') throw new InvalidRequest([{ field: 'id', message: 'is required' }]);
    const report = readDeliveryReport(form);
    if (report !== null) await this.reports.receive(report);
    return '';
  }
}
