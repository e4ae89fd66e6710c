import { ApiProperty } from '@nestjs/swagger';
import type { Page, PageRequest } from '../database/pages.js';
import { ChoiceField } from '../http/fields/choice-fields.js';
import { EXAMPLE_IDS, UuidField } from '../http/fields/fields.js';
import { InstantField } from '../http/fields/instant-field.js';
import { PagingDto, PagingOfDto } from '../http/paging/paging.dto.js';
import { EXAMPLE_REQUEST } from '../http/problems/problem.dto.js';
import { ALL_ACTIONS, AUDIT_ACTIONS, type AuditAction } from './audit-actions.js';
import type { AuditEventRow } from './audit-event.js';

const MEANINGS = ALL_ACTIONS.map((action) => `- \`${action}\`: ${AUDIT_ACTIONS[action]}`).join('\n');

/** Which events of the audit trail, and which page of them. */
export class ListAuditDto extends PagingDto {
  @UuidField({
    optional: true,
    example: EXAMPLE_IDS.admin,
    description: 'The id of whoever did it: of a user, an admin or a key.',
    alsoCalled: ['actor_id', 'user_id', 'by', 'who'],
  })
  readonly actor?: string;

  @ChoiceField(ALL_ACTIONS, {
    optional: true,
    example: 'staff-invited',
    description: `What was done.\n${MEANINGS}`,
    alsoCalled: ['actions', 'event', 'type', 'what'],
  })
  readonly action?: AuditAction;

  @UuidField({
    optional: true,
    example: EXAMPLE_IDS.staffMember,
    description: 'The id of what it was done to.',
    alsoCalled: ['subject_id', 'target', 'object', 'whom'],
  })
  readonly subject?: string;

  @InstantField({
    optional: true,
    example: '2024-10-01T00:00:00Z',
    description: 'The first instant, or the first day, in the time zone of the shop.',
    alsoCalled: ['since', 'after', 'start_date', 'from_date'],
  })
  readonly from?: string;

  @InstantField({
    optional: true,
    example: '2024-11-01T00:00:00Z',
    description: 'The first instant that counts no more, or the last day, which is included.',
    alsoCalled: ['until', 'till', 'end_date', 'to_date'],
  })
  readonly to?: string;
}

/** One event of the audit trail. */
export class AuditEventDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.auditEvent })
  readonly id!: string;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z', description: "By the database's clock." })
  readonly at!: string;

  @ApiProperty({ example: 'admin', description: 'Such as `admin`, `staff`, `key`, or `nobody` before a login.' })
  readonly actor_kind!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: EXAMPLE_IDS.admin })
  readonly actor_id!: string | null;

  @ApiProperty({ example: 'staff-invited' })
  readonly action!: string;

  @ApiProperty({ example: 'member', description: 'Such as `admin`, `member`, `user`, `order` or `notification`.' })
  readonly subject_kind!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: EXAMPLE_IDS.staffMember })
  readonly subject_id!: string | null;

  @ApiProperty({ type: String, nullable: true, example: EXAMPLE_REQUEST, description: 'As the log has it.' })
  readonly request_id!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '203.0.113.7' })
  readonly ip!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      nullable: true,
      required: ['before', 'after'],
      properties: { before: {}, after: {} },
      additionalProperties: false,
    },
    example: { role: { before: null, after: 'clerk' }, email: null },
    description: 'By field: what it was and is. Null for a personal field, of which only the name is kept.',
  })
  readonly changes!: AuditEventRow['changes'];

  static of(row: AuditEventRow): AuditEventDto {
    const { id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, ip, changes } = row;
    return {
      ...{ id, at: at.toISOString(), actor_kind, actor_id, action },
      ...{ subject_kind, subject_id, request_id, ip, changes },
    };
  }
}

/** A page of the audit trail. */
export class AuditDto extends PagingOfDto {
  @ApiProperty({ type: [AuditEventDto] })
  readonly events!: readonly AuditEventDto[];

  static list(request: PageRequest, page: Page<AuditEventRow>): AuditDto {
    return { events: page.rows.map(AuditEventDto.of), ...PagingOfDto.of(request, page) };
  }
}
