import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Schema } from '../database/schema.js';
import { Anyone } from './access.js';
import { Problems } from './problem.dto.js';

/** All is well. */
class HealthDto {
  @ApiProperty({ enum: ['ok'] })
  readonly status!: 'ok';
}

/** For load balancers and the operator at night. */
@ApiTags('operations')
@Controller()
@Anyone()
export class HealthController {
  constructor(private readonly schema: Schema) {}

  /** The process answers. */
  @Get('livez')
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers and has this release's schema. */
  @Get('readyz')
  @ApiOkResponse({ type: HealthDto })
  @Problems(503)
  async ready(): Promise<HealthDto> {
    await this.schema.check();
    return { status: 'ok' };
  }
}
