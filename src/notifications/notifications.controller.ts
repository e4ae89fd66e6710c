import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../actor.js';
import { Allow } from '../http/access/access.js';
import { Acting, CallerId } from '../http/access/principal.js';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { NoFields, NoQuery } from '../http/fields/no-fields.js';
import { readPageRequest } from '../http/paging/paging.js';
import { Problems } from '../http/problems/problem.dto.js';
import { NotificationDto, NotificationWithHistoryDto } from './notification.dto.js';
import {
  FoundNotificationDto,
  ListNotificationsDto,
  NotificationsDto,
  ResentNotificationDto,
} from './notifications.dto.js';
import { NotificationUnknown } from './notifications.errors.js';
import { NotificationsService } from './notifications.service.js';
import { SummaryDto, SummaryRangeDto } from './summary/summary.dto.js';

const idParameter = { name: 'id', format: 'uuid', example: EXAMPLE_IDS.notification };

/** Notifications: where each stands, and what they cost. */
@ApiTags('notifications')
@Controller('api/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Allow('notifications:read')
  @ApiOperation({
    summary: 'List notifications, newest first',
    description: 'In one status, of one customer or of one order, if asked.',
  })
  @ApiOkResponse({ type: NotificationsDto })
  @Problems(400)
  async list(@Query() { status, customer_code, order_id, ...paging }: ListNotificationsDto): Promise<NotificationsDto> {
    const request = readPageRequest(paging);
    const page = await this.notifications.page({ status, customerCode: customer_code }, order_id, request);
    return NotificationsDto.list(request, page);
  }

  @Get('summary')
  @Allow('notifications:read')
  @ApiOperation({ summary: 'Count notifications by status, and what the last days cost' })
  @ApiOkResponse({ type: SummaryDto })
  @Problems(400)
  async summary(@Query() { days = '30' }: SummaryRangeDto): Promise<SummaryDto> {
    const { rows, dailyBudget, shopCurrency } = await this.notifications.summary(Number(days));
    return SummaryDto.summary(rows, dailyBudget, shopCurrency);
  }

  @Get(':id')
  @Allow('notifications:read')
  @NoQuery()
  @ApiOperation({
    summary: 'Show a notification with its history',
    description: 'First place an order, which makes one: `POST /api/order`.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ type: FoundNotificationDto })
  @Problems(400, 404)
  async find(@Param('id', new IdPipe(NotificationUnknown)) id: string): Promise<FoundNotificationDto> {
    const { row, events } = await this.notifications.byId(id);
    return { notification: NotificationWithHistoryDto.withHistory(row, events) };
  }

  @Post(':id/resend')
  @Allow('notifications:send')
  @ApiOperation({
    summary: 'Send a notification once more',
    description:
      'One that failed, was not delivered, or of which nobody knows. An unknown one may have arrived: the customer may get it twice, and both are paid for. First let one fail: `POST /api/order` has an example for a landline.',
  })
  @ApiParam(idParameter)
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ResentNotificationDto })
  @Problems(400, 404, 409)
  async resend(
    @Param('id', new IdPipe(NotificationUnknown)) id: string,
    @CallerId() userId: string,
    @Acting('api') actor: Actor,
    @NoFields() _body: undefined,
  ): Promise<ResentNotificationDto> {
    const row = await this.notifications.resend(id, userId, actor);
    return { message: 'Notification queued', notification: NotificationDto.of(row) };
  }
}
