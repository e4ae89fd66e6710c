import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Schema } from '../database/schema.js';
import { WriteProbe } from '../database/write-probe.js';
import { Anyone } from '../http/access/access.js';
import { Draining } from '../http/draining.js';
import { Problems } from '../http/problems/problem.dto.js';
import { Readiness } from './readiness.js';

/** The process answers. */
class HealthDto {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  readonly status!: 'ok';
}

/** The process can do its work. `details` has the parts that it can do without for a while. */
class ReadyDto {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  readonly status!: 'ok';

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
    example: { sms: { circuit: 'closed', reason: null } },
  })
  readonly details!: Record<string, Record<string, string | null>>;
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
  async ready(): Promise<ReadyDto> {
    if (this.draining.active) throw new ServiceUnavailableException();
    await this.schema.check();
    await this.writeProbe.check();
    return { status: 'ok', details: this.readiness.describe() };
  }
}
