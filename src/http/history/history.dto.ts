import { ApiProperty } from '@nestjs/swagger';
import { type EventRow, type FieldChange, WAYS, type Way } from '../../actor.js';
import { EXAMPLE_IDS } from '../fields/fields.js';

/** A field that was changed. */
export class FieldChangeDto {
  @ApiProperty({ example: 'status' })
  readonly field!: string;

  @ApiProperty({ type: String, nullable: true, example: 'pending' })
  readonly before!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'confirmed' })
  readonly after!: string | null;

  static of({ field, before, after }: FieldChange): FieldChangeDto {
    return { field, before, after };
  }
}

/** What happened to an order or a customer, and who did it. */
export class HistoryEventDto {
  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly at!: string;

  @ApiProperty({ example: 'confirmed' })
  readonly kind!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'staff',
    description:
      'The kind of the caller: `admin`, `staff`, `user`, `key` for a program, `nobody` for one without a token, or `database` for a change made there by hand. Null when nobody knows.',
  })
  readonly actor_kind!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: EXAMPLE_IDS.user })
  readonly actor_id!: string | null;

  @ApiProperty({ type: String, enum: [...WAYS], nullable: true, example: 'api' })
  readonly via!: Way | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'The customer rang.',
    description: 'What the caller said of it.',
  })
  readonly note!: string | null;

  @ApiProperty({ type: [FieldChangeDto] })
  readonly changes!: readonly FieldChangeDto[];

  static of({ at, kind, actor_kind, actor_id, via, note, changes }: EventRow): HistoryEventDto {
    return { at: at.toISOString(), kind, actor_kind, actor_id, via, note, changes: changes.map(FieldChangeDto.of) };
  }
}

/** Everything that happened to one order or customer. */
export class HistoryDto {
  @ApiProperty({ type: [HistoryEventDto], description: 'Oldest first. The first one is that it came about.' })
  readonly history!: readonly HistoryEventDto[];

  static of(events: readonly EventRow[]): HistoryDto {
    return { history: events.map(HistoryEventDto.of) };
  }
}
