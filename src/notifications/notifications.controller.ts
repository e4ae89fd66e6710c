import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AdminOnly, Caller, type Principal } from '../http/access.js';
import { pageRequest } from '../http/paging.js';
import { Problems } from '../http/problem.dto.js';
import { NotificationIdPipe } from './notification-id.pipe.js';
import {
  FoundNotificationDto,
  ListNotificationsDto,
  NotificationDto,
  NotificationsDto,
  NotificationWithHistoryDto,
  ResentNotificationDto,
} from './notifications.dto.js';
import { NotificationsService } from './notifications.service.js';
import { SummaryDto, SummaryRangeDto } from './summary.dto.js';

/** The texts to customers: where each stands, and what they cost. */
@ApiTags('notifications')
@Controller('api/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /** Every text, newest first; in one status, of one customer or of one order if asked. */
  @Get()
  @AdminOnly()
  @ApiOkResponse({ type: NotificationsDto })
  @Problems(400, 401)
  async list(@Query() { status, customer_code, order_id, ...paging }: ListNotificationsDto): Promise<NotificationsDto> {
    const request = pageRequest(paging);
    const page = await this.notifications.page({ status, customerCode: customer_code, orderId: order_id }, request);
    return NotificationsDto.list(request, page);
  }

  /** How many texts stand where, and what the last days cost. */
  @Get('summary')
  @AdminOnly()
  @ApiOkResponse({ type: SummaryDto })
  @Problems(400, 401)
  async summary(@Query() { days = '30' }: SummaryRangeDto): Promise<SummaryDto> {
    const { rows, dailyBudget } = await this.notifications.summary(Number(days));
    return SummaryDto.summary(rows, dailyBudget);
  }

  /** One text with its history. */
  @Get(':id')
  @AdminOnly()
  @ApiOkResponse({ type: FoundNotificationDto })
  @Problems(401, 404)
  async find(@Param('id', NotificationIdPipe) id: string): Promise<FoundNotificationDto> {
    const { row, events } = await this.notifications.byId(id);
    return { notification: NotificationWithHistoryDto.withHistory(row, events) };
  }

  /**
   * Sends a text once more that failed, was not delivered, or of which nobody knows. An unknown one may have arrived: the customer may get it twice,
   * and both are paid for.
   */
  @Post(':id/resend')
  @AdminOnly()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ResentNotificationDto })
  @Problems(401, 404, 409)
  async resend(@Param('id', NotificationIdPipe) id: string, @Caller() caller: Principal): Promise<ResentNotificationDto> {
    const row = await this.notifications.resend(id, caller.kind === 'admin' ? caller.userId : null);
    return { message: 'Notification queued', notification: NotificationDto.of(row) };
  }
}
