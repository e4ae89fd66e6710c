import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Schema } from '../database/schema.js';
import { Anyone } from './access.js';
import { Problems } from './problem.dto.js';

/** All is well. */
class HealthDto {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  readonly status!: 'ok';
}

/** For load balancers and the operator at night. */
@ApiTags('operations')
@Controller()
@Anyone()
export class HealthController {
  constructor(private readonly schema: Schema) {}

  @Get('livez')
  @ApiOperation({ summary: 'Say that the process answers' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({
    summary: 'Say whether the process can do its work',
    description: "It can when the database answers and has this release's schema.",
  })
  @ApiOkResponse({ type: HealthDto })
  @Problems(503)
  async ready(): Promise<HealthDto> {
    await this.schema.check();
    return { status: 'ok' };
  }
}
