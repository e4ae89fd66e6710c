import { Controller, Get, Header, Headers, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Anyone } from '../http/access/access.js';
import { Metrics } from './metrics.js';
import { Operator } from './operator.js';

/**
 * Metrics for Prometheus.
 * In production they are for callers with METRICS_TOKEN alone. Everybody else gets a 404.
 */
@ApiExcludeController()
@Controller('metrics')
@Anyone()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly operator: Operator,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Headers('authorization') authorization = ''): Promise<string> {
    if (!this.operator.mayReadMetrics(authorization)) throw new NotFoundException();
    return this.metrics.read();
  }
}
