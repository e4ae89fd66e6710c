import { ApiProperty } from '@nestjs/swagger';
import type { HeldIdentity, HeldRole, HeldSession } from '../auth/held-account.js';
import { ALL_ROLES, type Role } from '../http/access/roles.js';

const INSTANT = { format: 'date-time', example: '2024-10-01T12:00:00.000Z' } as const;

/** An account at a provider that the person signs in with. */
export class HeldIdentityDto {
  @ApiProperty({ enum: ['google', 'github', 'facebook'], example: 'google' })
  readonly provider!: string;

  @ApiProperty({ example: '108204268033311374519', description: 'What the provider knows the person by.' })
  readonly subject!: string;

  @ApiProperty({ type: String, nullable: true, example: 'wanjiku@example.com' })
  readonly email!: string | null;

  @ApiProperty({ example: true })
  readonly email_verified!: boolean;

  @ApiProperty(INSTANT)
  readonly created_at!: string;

  static of({ created_at, ...identity }: HeldIdentity): HeldIdentityDto {
    return { ...identity, created_at: created_at.toISOString() };
  }
}

/** A session, by its times alone. */
export class HeldSessionDto {
  @ApiProperty({ example: 'google' })
  readonly provider!: string;

  @ApiProperty(INSTANT)
  readonly created_at!: string;

  @ApiProperty({ ...INSTANT, description: 'When it was last used, to five minutes.' })
  readonly seen_at!: string;

  static of({ provider, created_at, seen_at }: HeldSession): HeldSessionDto {
    return { provider, created_at: created_at.toISOString(), seen_at: seen_at.toISOString() };
  }
}

/** A role in the shop. */
export class HeldRoleDto {
  @ApiProperty({ enum: ALL_ROLES, example: 'clerk' })
  readonly role!: Role;

  @ApiProperty({ example: 'achieng@example.com' })
  readonly invited_email!: string;

  @ApiProperty(INSTANT)
  readonly created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly disabled_at!: string | null;

  static of({ role, invited_email, created_at, disabled_at }: HeldRole): HeldRoleDto {
    return {
      role,
      invited_email,
      created_at: created_at.toISOString(),
      disabled_at: disabled_at?.toISOString() ?? null,
    };
  }
}
