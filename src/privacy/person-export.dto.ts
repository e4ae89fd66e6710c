import { ApiProperty } from '@nestjs/swagger';
import type { EventRow } from '../actor.js';
import { CustomerDto } from '../customers/customers.dto.js';
import { UserDto } from '../customers/user-directory.dto.js';
import type { OwnAct } from '../events/audit-event.js';
import { HistoryEventDto } from '../http/history/history.dto.js';
import { NotificationDto } from '../notifications/notification.dto.js';
import type { WaitingReport } from '../notifications/reports/delivery-report.js';
import { OrderDto } from '../orders/order.dto.js';
import type { HeldOrder } from '../orders/order.js';
import { HeldIdentityDto, HeldRoleDto, HeldSessionDto } from './held-account.dto.js';
import type { PersonExport } from './person.js';

const OTHERS = "`actor_id` is null where somebody else did it, since that is the other one's data.";

const tellHistory = (events: readonly EventRow[], userId: string | null): HistoryEventDto[] =>
  events.map((event) => HistoryEventDto.of({ ...event, actor_id: event.actor_id === userId ? userId : null }));

/** An order with everything that is held of it. */
export class HeldOrderDto extends OrderDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'order-4711',
    description: 'The `Idempotency-Key` that was sent with the order.',
  })
  readonly idempotency_key!: string | null;

  @ApiProperty({ type: [HistoryEventDto], description: `What happened to the order, oldest first. ${OTHERS}` })
  readonly history!: readonly HistoryEventDto[];

  static ofPerson(order: HeldOrder, userId: string | null): HeldOrderDto {
    return {
      ...OrderDto.of(order),
      idempotency_key: order.idempotency_key,
      history: tellHistory(order.history, userId),
    };
  }
}

/** What the carrier reported of an SMS, as long as it waits for its notification. */
export class WaitingReportDto {
  @ApiProperty({ example: 'ATXid_1' })
  readonly message_id!: string;

  @ApiProperty({ example: 'Success' })
  readonly status!: string;

  @ApiProperty({ type: String, nullable: true, example: '+254719485369' })
  readonly phone!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '63902' })
  readonly network_code!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly failure_reason!: string | null;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly received_at!: string;

  static of({ received_at, ...report }: WaitingReport): WaitingReportDto {
    return { ...report, received_at: received_at.toISOString() };
  }
}

/** Something that the person did, as the audit trail has it. */
export class OwnActDto {
  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly at!: string;

  @ApiProperty({ example: 'person-exported' })
  readonly action!: string;

  @ApiProperty({ type: String, nullable: true, example: '203.0.113.7' })
  readonly ip!: string | null;

  static of({ at, action, ip }: OwnAct): OwnActDto {
    return { at: at.toISOString(), action, ip };
  }
}

/** Everything that is held about one person. */
export class PersonExportDto {
  @ApiProperty({ type: CustomerDto, nullable: true, description: 'Null for a user who is no customer.' })
  readonly customer!: CustomerDto | null;

  @ApiProperty({ type: UserDto, nullable: true, description: 'Null for a customer without an account.' })
  readonly user!: UserDto | null;

  @ApiProperty({ type: [HeldIdentityDto] })
  readonly identities!: readonly HeldIdentityDto[];

  @ApiProperty({ type: [HeldSessionDto] })
  readonly sessions!: readonly HeldSessionDto[];

  @ApiProperty({ type: HeldRoleDto, nullable: true, description: 'Null for whoever never worked for the shop.' })
  readonly role!: HeldRoleDto | null;

  @ApiProperty({ type: [HistoryEventDto], description: `What happened to the customer, oldest first. ${OTHERS}` })
  readonly history!: readonly HistoryEventDto[];

  @ApiProperty({ type: [HeldOrderDto], description: 'Oldest first.' })
  readonly orders!: readonly HeldOrderDto[];

  @ApiProperty({ type: [NotificationDto], description: 'Oldest first, with what each said.' })
  readonly notifications!: readonly NotificationDto[];

  @ApiProperty({ type: [WaitingReportDto] })
  readonly delivery_reports!: readonly WaitingReportDto[];

  @ApiProperty({ type: [OwnActDto], description: 'What the person did that the audit trail tells of, oldest first.' })
  readonly actions!: readonly OwnActDto[];

  static of(held: PersonExport): PersonExportDto {
    const userId = held.user?.id ?? null;
    return {
      customer: held.customer === null ? null : CustomerDto.of(held.customer),
      user: held.user === null ? null : UserDto.of(held.user),
      identities: held.identities.map(HeldIdentityDto.of),
      sessions: held.sessions.map(HeldSessionDto.of),
      role: held.role === null ? null : HeldRoleDto.of(held.role),
      history: tellHistory(held.history, userId),
      orders: held.orders.map((order) => HeldOrderDto.ofPerson(order, userId)),
      notifications: held.notifications.map(NotificationDto.of),
      delivery_reports: held.reports.map(WaitingReportDto.of),
      actions: held.acts.map(OwnActDto.of),
    };
  }
}
