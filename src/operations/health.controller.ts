import { Controller, Get, Headers, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Schema } from '../database/schema.js';
import { WriteProbe } from '../database/write-probe.js';
import { Anyone } from '../http/access/access.js';
import { Draining } from '../http/draining.js';
import { Problems } from '../http/problems/problem.dto.js';
import { NotReady } from './not-ready.error.js';
import { Operator } from './operator.js';
import { Readiness } from './readiness.js';

/** The process answers. */
class HealthDto {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  readonly status!: 'ok';
}

/** The process can do its work. */
class ReadyDto {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  readonly status!: 'ok';

  @ApiPropertyOptional({
    description:
      'For callers with METRICS_TOKEN as Bearer token alone: parts without which the service works for a while.',
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
    example: { sms: { circuit: 'closed', reason: null } },
  })
  readonly details?: Record<string, Record<string, string | null>>;
}

/** For load balancers, container platforms and operators. */
@ApiTags('operations')
@Controller()
@Anyone()
export class HealthController {
  constructor(
    private readonly schema: Schema,
    private readonly writeProbe: WriteProbe,
    private readonly draining: Draining,
    private readonly readiness: Readiness,
    private readonly operator: Operator,
  ) {}

  @Get('livez')
  @ApiOperation({ summary: 'Say that the process answers' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({
    summary: 'Say whether the process can do its work',
    description:
      "It can when the database answers, has this release's schema and takes writes, and the process was not told to stop.",
  })
  @ApiOkResponse({ type: ReadyDto })
  @Problems(503)
  async ready(@Headers('authorization') authorization = ''): Promise<ReadyDto> {
    if (this.draining.active) throw new ServiceUnavailableException();
    const isOperator = this.operator.isProven(authorization);
    await this.check().catch((error) => {
      throw isOperator ? error : new NotReady(error);
    });
    return isOperator ? { status: 'ok', details: this.readiness.describe() } : { status: 'ok' };
  }

  private async check(): Promise<void> {
    await this.schema.check();
    await this.writeProbe.check();
  }
}
