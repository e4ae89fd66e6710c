import { ApiProperty } from '@nestjs/swagger';
import type { Page, PageRequest } from '../../database/pages.js';
import { PERMISSIONS, type Permission } from '../../http/access/permissions.js';
import { splitWords, WordsField } from '../../http/fields/choice-fields.js';
import { EXAMPLE_IDS, TextField, WholeNumberField } from '../../http/fields/fields.js';
import { PagingOfDto } from '../../http/paging/paging.dto.js';
import type { ApiKey, KeyRequest, RotationRequest, ShownKey } from './api-key.js';
import { READ_SCOPES } from './key-scopes.js';

const YEAR_DAYS = 365;
const DAYS_MOST = 3_650;
const OVERLAP_HOURS = 24;
const OVERLAP_HOURS_MOST = 168;
const EXAMPLE_NAME = 'Web shop';
const EXAMPLE_SCOPES = ['customers:read', 'customers:write', 'orders:read', 'orders:write'] as const;
const EXAMPLE_TIME = '2025-10-01T12:00:00.000Z';
const OTHER_DAYS = ['expires_in', 'days', 'ttl', 'expires', 'expiry', 'valid_days'];

/** What a key is made with. */
export class MakeKeyDto {
  @TextField(100, {
    example: EXAMPLE_NAME,
    description: 'The program that uses it.',
    alsoCalled: ['title', 'label', 'description'],
  })
  readonly name!: string;

  @WordsField(Object.keys(PERMISSIONS), {
    optional: true,
    prefilled: true,
    example: EXAMPLE_SCOPES,
    description: `What the key may do, of what you may do; what a viewer may if absent: ${READ_SCOPES.join(', ')}.`,
    alsoCalled: ['scope', 'permissions', 'permission', 'rights'],
  })
  readonly scopes?: string;

  @WholeNumberField(1, DAYS_MOST, {
    prefilled: true,
    example: '365',
    description: `Days until the key expires; ${YEAR_DAYS} if absent.`,
    beyond: 'make a new key before ten years are over',
    alsoCalled: OTHER_DAYS,
  })
  readonly expires_in_days?: string;

  /** What the request asks for. A scope that comes twice counts once. */
  static read({ name, scopes, expires_in_days = String(YEAR_DAYS) }: MakeKeyDto): KeyRequest {
    const asked = scopes === undefined ? READ_SCOPES : (splitWords(scopes) as Permission[]);
    return { name, scopes: [...new Set(asked)], expiresInDays: Number(expires_in_days) };
  }
}

/** How a key is rotated. */
export class RotateKeyDto {
  @WholeNumberField(0, OVERLAP_HOURS_MOST, {
    prefilled: true,
    example: '24',
    description: `Hours in which the old text works too; ${OVERLAP_HOURS} if absent. With 0 it ends at once.`,
    beyond: 'a week is the longest',
    alsoCalled: ['overlap', 'hours', 'grace_hours', 'grace_period'],
  })
  readonly overlap_hours?: string;

  @WholeNumberField(1, DAYS_MOST, {
    example: '365',
    description: 'Days from now until the key expires. If absent, its expiry stays.',
    beyond: 'make a new key before ten years are over',
    alsoCalled: OTHER_DAYS,
  })
  readonly expires_in_days?: string;

  static read({ overlap_hours = String(OVERLAP_HOURS), expires_in_days }: RotateKeyDto): RotationRequest {
    const expiresInDays = expires_in_days === undefined ? null : Number(expires_in_days);
    return { overlapHours: Number(overlap_hours), expiresInDays };
  }
}

/** A key, without its text. */
export class ApiKeyDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.apiKey, description: 'Also in the text of the key.' })
  readonly id!: string;

  @ApiProperty({ example: EXAMPLE_NAME })
  readonly name!: string;

  @ApiProperty({ type: [String], example: EXAMPLE_SCOPES, description: 'It may no more than its maker may.' })
  readonly scopes!: readonly string[];

  @ApiProperty({
    enum: ['active', 'expiring', 'expired', 'revoked'],
    example: 'active',
    description: 'Expiring: within 14 days.',
  })
  readonly status!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.user, description: 'The user who made it.' })
  readonly created_by!: string;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly created_at!: string;

  @ApiProperty({ format: 'date-time', example: EXAMPLE_TIME })
  readonly expires_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly revoked_at!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Until when the text before the last rotation works too.',
  })
  readonly previous_until!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2024-10-02T12:00:00.000Z',
    description: 'To five minutes.',
  })
  readonly last_used_at!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '203.0.113.0/24',
    description: 'The network of the last use.',
  })
  readonly last_used_from!: string | null;

  static of({ id, name, scopes, status, created_by, last_used_from, ...times }: ApiKey): ApiKeyDto {
    const { created_at, expires_at, revoked_at, previous_until, last_used_at } = times;
    return {
      ...{ id, name, scopes, status, created_by },
      created_at: created_at.toISOString(),
      expires_at: expires_at.toISOString(),
      revoked_at: revoked_at?.toISOString() ?? null,
      previous_until: previous_until?.toISOString() ?? null,
      last_used_at: last_used_at?.toISOString() ?? null,
      last_used_from,
    };
  }
}

/** A page of the keys. */
export class ApiKeysDto extends PagingOfDto {
  @ApiProperty({ type: [ApiKeyDto] })
  readonly keys!: readonly ApiKeyDto[];

  static list(request: PageRequest, page: Page<ApiKey>): ApiKeysDto {
    return { keys: page.rows.map(ApiKeyDto.of), ...PagingOfDto.of(request, page) };
  }
}

/** What was done to a key. */
export class KeyOutcomeDto {
  @ApiProperty({ example: 'API key revoked' })
  readonly message!: string;

  @ApiProperty()
  readonly key!: ApiKeyDto;

  static of(message: string, key: ApiKey): KeyOutcomeDto {
    return { message, key: ApiKeyDto.of(key) };
  }
}

/** A key with its text. No other answer has it. */
export class ShownKeyDto extends KeyOutcomeDto {
  @ApiProperty({
    example: EXAMPLE_IDS.apiKeyText,
    description: 'Send it as `Authorization: Bearer <key>`. It is shown once: keep it where secrets are kept.',
  })
  readonly secret!: string;

  static shown(message: string, { key, text }: ShownKey): ShownKeyDto {
    return { ...KeyOutcomeDto.of(message, key), secret: text };
  }
}
