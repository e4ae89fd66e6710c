import { ApiProperty } from '@nestjs/swagger';
import { type Page, type PageRequest } from '../../database/pages.js';
import { ALL_ROLES, ROLES, type Role } from '../../http/access/roles.js';
import { BooleanField, isTrue } from '../../http/fields/boolean-field.js';
import { ChoiceField } from '../../http/fields/choice-fields.js';
import { EmailField } from '../../http/fields/email-field.js';
import { EXAMPLE_IDS } from '../../http/fields/fields.js';
import { PagingOfDto } from '../../http/paging/paging.dto.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { type StaffChanges, type StaffMember, statusOf } from './staff-member.js';

const EXAMPLE_EMAIL = 'achieng@example.com';
const MEANINGS = ALL_ROLES.map((role) => `${role}: ${ROLES[role]}`).join(' ');
const OTHER_ROLES = ['roles', 'permission', 'permissions', 'access'];

/** Whom a caller invites, and to what. */
export class InviteStaffDto {
  @EmailField({ example: EXAMPLE_EMAIL, description: 'As the Google account shows it.' })
  readonly email!: string;

  @ChoiceField(ALL_ROLES, { example: 'clerk', description: MEANINGS, alsoCalled: OTHER_ROLES })
  readonly role!: Role;
}

/** What becomes of a member. A request gives one of the two at least. */
export class ChangeStaffDto {
  @ChoiceField(ALL_ROLES, {
    optional: true,
    prefilled: true,
    example: 'viewer',
    description: MEANINGS,
    alsoCalled: OTHER_ROLES,
  })
  readonly role?: Role;

  @BooleanField({
    optional: true,
    prefilled: true,
    example: 'false',
    description: '`true` ends what the member may do; `false` gives it back.',
    alsoCalled: ['disable', 'is_disabled', 'inactive', 'blocked'],
  })
  readonly disabled?: boolean | string;

  /** What the request asks for. @throws InvalidRequest when it asks for nothing */
  static read({ role, disabled }: ChangeStaffDto): StaffChanges {
    if (role === undefined && disabled === undefined)
      throw new InvalidRequest([{ field: 'body', message: 'must have role, disabled or both' }]);
    return { role, disabled: disabled === undefined ? undefined : isTrue(disabled) };
  }
}

/** A member of the staff, or an invitation. */
export class StaffMemberDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.staffMember })
  readonly id!: string;

  @ApiProperty({ example: EXAMPLE_EMAIL, description: 'The invited address, or what Google has called it since.' })
  readonly email!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Achieng Atieno' })
  readonly name!: string | null;

  @ApiProperty({ enum: ALL_ROLES, example: 'clerk' })
  readonly role!: string;

  @ApiProperty({
    enum: ['invited', 'active', 'disabled'],
    example: 'active',
    description: 'Invited until the Google account signs in.',
  })
  readonly status!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: EXAMPLE_IDS.user })
  readonly user_id!: string | null;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.user, description: 'Who invited: a user or an API key.' })
  readonly invited_by!: string;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly disabled_at!: string | null;

  static of(member: StaffMember): StaffMemberDto {
    const { id, email, name, role, user_id, invited_by, created_at, disabled_at } = member;
    return {
      ...{ id, email, name, role, status: statusOf(member), user_id, invited_by },
      created_at: created_at.toISOString(),
      disabled_at: disabled_at?.toISOString() ?? null,
    };
  }
}

/** A page of the staff, and who is an owner besides. */
export class StaffDto extends PagingOfDto {
  @ApiProperty({ type: [StaffMemberDto] })
  readonly staff!: readonly StaffMemberDto[];

  @ApiProperty({
    type: [String],
    example: ['staff@example.com'],
    description: 'Owners by STAFF_EMAILS, as long as they are listed there.',
  })
  readonly listed_emails!: readonly string[];

  static list(request: PageRequest, page: Page<StaffMember>, listed: readonly string[]): StaffDto {
    return { staff: page.rows.map(StaffMemberDto.of), listed_emails: listed, ...PagingOfDto.of(request, page) };
  }
}

/** What was done to a member. */
export class StaffOutcomeDto {
  @ApiProperty({ example: 'Staff changed successfully' })
  readonly message!: string;

  @ApiProperty()
  readonly member!: StaffMemberDto;

  static changed(member: StaffMember): StaffOutcomeDto {
    return { message: 'Staff changed successfully', member: StaffMemberDto.of(member) };
  }
}

/** An invitation, and where the invited person signs in. No e-mail is sent. */
export class InvitedStaffDto extends StaffOutcomeDto {
  @ApiProperty({
    example: 'http://localhost:3000/google/login',
    description: 'Tell the invited person this address. No e-mail is sent.',
  })
  readonly sign_in_at!: string;

  static invited(member: StaffMember, signInAt: string): InvitedStaffDto {
    return { message: 'Staff invited successfully', member: StaffMemberDto.of(member), sign_in_at: signInAt };
  }
}
