import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { formatPrice } from '../money/amount.js';
import {
  NOTIFICATION_STATUSES,
  type NotificationEventRow,
  type NotificationRow,
  type NotificationStatus,
} from './notification.js';

/** A notification to one phone. */
export class NotificationDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.notification })
  readonly id!: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: EXAMPLE_IDS.order,
    description: 'The order that it tells of, if any.',
  })
  readonly order_id!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 1 })
  readonly order_number!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'BHTMCDOO' })
  readonly customer_code!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '+254719485369',
    description:
      'Where it was sent. A resend goes to the number that the customer has then. Null after the customer was erased.',
  })
  readonly phone!: string | null;

  @ApiProperty({
    enum: NOTIFICATION_STATUSES,
    example: 'delivered',
    description: '`sent`: the carrier has it. `unknown`: the answer was lost, so the carrier may have it.',
  })
  readonly status!: NotificationStatus;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Hello Wanjiku, …',
    description: 'Null until it first goes out, and after the customer was erased.',
  })
  readonly text!: string | null;

  @ApiProperty({ type: String, enum: ['GSM-7', 'UCS-2'], nullable: true, example: 'GSM-7' })
  readonly encoding!: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 1,
    description: 'SMS that it takes. Each of them is paid for.',
  })
  readonly segments!: number | null;

  @ApiProperty({ example: 1, description: 'Times it was handed to the carrier, since it was last asked for.' })
  readonly attempts!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '0.80',
    description: 'What the carrier charged; null when it named no price.',
  })
  readonly cost!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'KES' })
  readonly currency!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Why it has its status; null when all went well.',
  })
  readonly last_error!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'ATXid_1', description: "The carrier's id." })
  readonly message_id!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '63902',
    description: 'The mobile network that it was delivered by.',
  })
  readonly network_code!: string | null;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly created_at!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it is sent at the earliest; null unless it is queued.',
  })
  readonly due_at!: string | null;

  static of(row: NotificationRow): NotificationDto {
    return {
      id: row.id,
      order_id: row.order_id,
      order_number: row.order_number === null ? null : Number(row.order_number),
      customer_code: row.customer_code,
      phone: row.phone,
      status: row.status,
      text: row.body,
      encoding: row.encoding,
      segments: row.segments,
      attempts: row.attempts,
      cost: formatPrice(row.cost, row.currency),
      currency: row.currency,
      last_error: row.reason,
      message_id: row.message_id,
      network_code: row.network_code,
      created_at: row.created_at.toISOString(),
      due_at: row.status === 'queued' ? row.due_at.toISOString() : null,
    };
  }
}

/** One change of a notification's status. */
export class NotificationEventDto {
  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly at!: string;

  @ApiProperty({
    enum: NOTIFICATION_STATUSES,
    nullable: true,
    type: String,
    example: 'queued',
    description: 'Null when the order was placed.',
  })
  readonly from!: NotificationStatus | null;

  @ApiProperty({ enum: NOTIFICATION_STATUSES, example: 'sending' })
  readonly to!: NotificationStatus;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly reason!: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'Who asked for it; null when the service did it by itself.',
  })
  readonly user_id!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'ATXid_1' })
  readonly message_id!: string | null;

  static of({
    at,
    from_status,
    to_status,
    reason,
    changed_by,
    message_id,
  }: NotificationEventRow): NotificationEventDto {
    return { at: at.toISOString(), from: from_status, to: to_status, reason, user_id: changed_by, message_id };
  }
}

/** A notification and what happened to it. */
export class NotificationWithHistoryDto extends NotificationDto {
  @ApiProperty({ type: [NotificationEventDto], description: 'Oldest first.' })
  readonly history!: readonly NotificationEventDto[];

  static withHistory(row: NotificationRow, events: readonly NotificationEventRow[]): NotificationWithHistoryDto {
    const notification = NotificationDto.of(row);
    const queued = {
      at: notification.created_at,
      from: null,
      to: 'queued',
      reason: null,
      user_id: null,
      message_id: null,
    } as const;
    return { ...notification, history: [queued, ...events.map(NotificationEventDto.of)] };
  }
}
