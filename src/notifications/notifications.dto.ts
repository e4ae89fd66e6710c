import { ApiProperty } from '@nestjs/swagger';
import { type Page, type PageRequest } from '../database/pages.js';
import { ChoiceField } from '../http/fields/choice-fields.js';
import { EXAMPLE_IDS, LettersField } from '../http/fields/fields.js';
import { OrderReferenceField } from '../http/fields/order-reference.js';
import { PagingDto, PagingOfDto } from '../http/paging/paging.dto.js';
import { NotificationDto, NotificationWithHistoryDto } from './notification.dto.js';
import { NOTIFICATION_STATUSES, type NotificationRow, type NotificationStatus } from './notification.js';

/** Which notifications to list. */
export class ListNotificationsDto extends PagingDto {
  @ChoiceField(NOTIFICATION_STATUSES, { optional: true, example: 'failed', alsoCalled: ['state'] })
  readonly status?: NotificationStatus;

  @LettersField(8, {
    optional: true,
    example: EXAMPLE_IDS.customerCode,
    alsoCalled: ['code', 'customer', 'customer_id'],
  })
  readonly customer_code?: string;

  @OrderReferenceField({ optional: true })
  readonly order_id?: string;
}

/** One notification. */
export class FoundNotificationDto {
  @ApiProperty()
  readonly notification!: NotificationWithHistoryDto;
}

/** A notification that is queued once more. */
export class ResentNotificationDto {
  @ApiProperty({ example: 'Notification queued' })
  readonly message!: string;

  @ApiProperty()
  readonly notification!: NotificationDto;
}

/** A page of notifications. */
export class NotificationsDto extends PagingOfDto {
  @ApiProperty({ type: [NotificationDto] })
  readonly notifications!: readonly NotificationDto[];

  static list(request: PageRequest, page: Page<NotificationRow>): NotificationsDto {
    return { notifications: page.rows.map(NotificationDto.of), ...PagingOfDto.of(request, page) };
  }
}
