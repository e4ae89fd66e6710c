import { Controller, Get } from '@nestjs/common';

@Controller('readyz')
export class HealthController {
  @Get()
  ready() {
    return { status: 'ok' };
  }
}
