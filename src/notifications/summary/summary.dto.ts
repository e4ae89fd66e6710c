import { ApiProperty } from '@nestjs/swagger';
import { WholeNumberField } from '../../http/fields/fields.js';
import { formatPrice, sumExactly } from '../../money/amount.js';
import { NOTIFICATION_STATUSES, type NotificationStatus, type SummaryRow } from '../notification.js';

/** How far back to look. */
export class SummaryRangeDto {
  @WholeNumberField(1, 366, {
    example: 30,
    prefilled: true,
    description: 'Days of the shop, today included; 30 if absent.',
  })
  readonly days?: string;
}

type Counts = Record<NotificationStatus, number>;

const countsSchema = {
  type: 'object',
  additionalProperties: { type: 'integer' },
  example: Object.fromEntries(NOTIFICATION_STATUSES.map((status) => [status, status === 'delivered' ? 12 : 0])),
  description: 'Notifications queued in that time, by the status they have now.',
} as const;

/** Notifications, and what was paid for them. */
class TotalsDto {
  @ApiProperty(countsSchema)
  readonly counts!: Counts;

  @ApiProperty({ example: 12, description: 'SMS that the carrier took in that time.' })
  readonly segments!: number;

  @ApiProperty({ example: '9.60', description: 'What it charged for them.' })
  readonly cost!: string;

  /** @param currency whose decimal places the cost is shown with */
  static of(rows: readonly SummaryRow[], currency: string): TotalsDto {
    const countIn = (status: NotificationStatus) =>
      rows.filter((row) => row.status === status).reduce((sum, { notifications }) => sum + notifications, 0);
    return {
      counts: Object.fromEntries(NOTIFICATION_STATUSES.map((status) => [status, countIn(status)])) as Counts,
      segments: rows.reduce((sum, { segments }) => sum + segments, 0),
      cost: formatPrice(sumExactly(rows.map(({ cost }) => cost ?? '0')), currency),
    };
  }
}

/** The notifications of one day. */
class DayDto extends TotalsDto {
  @ApiProperty({ format: 'date', example: '2024-10-01' })
  readonly day!: string;
}

/** Notifications and their cost, together and by day. */
export class SummaryDto extends TotalsDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'KES',
    description: "The carrier's currency; null before it named a price.",
  })
  readonly currency!: string | null;

  @ApiProperty({ example: '10000.00', description: 'What one day may cost.' })
  readonly daily_budget!: string;

  @ApiProperty({ type: [DayDto], description: 'Newest first. A day without notifications is left out.' })
  readonly days!: readonly DayDto[];

  /** @param shopCurrency whose decimal places sums have until the carrier names a price */
  static summary(rows: readonly SummaryRow[], dailyBudget: string, shopCurrency: string): SummaryDto {
    const days = [...new Set(rows.map(({ day }) => day))];
    const named = rows.find(({ currency }) => currency !== null)?.currency ?? null;
    const currency = named ?? shopCurrency;
    return {
      ...TotalsDto.of(rows, currency),
      currency: named,
      daily_budget: formatPrice(dailyBudget, currency),
      days: days.map((day) => ({
        day,
        ...TotalsDto.of(
          rows.filter((row) => row.day === day),
          currency,
        ),
      })),
    };
  }
}
