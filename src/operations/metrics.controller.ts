import { Controller, Get, Header, Headers, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Config } from '../config/config.js';
import { isSameSecret } from '../digests.js';
import { Anyone } from '../http/access/access.js';
import { Metrics } from './metrics.js';

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
    private readonly config: Config,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Headers('authorization') authorization = ''): Promise<string> {
    const { METRICS_TOKEN, NODE_ENV } = this.config;
    const open =
      METRICS_TOKEN === undefined ? NODE_ENV === 'development' : isSameSecret(authorization, `Bearer ${METRICS_TOKEN}`);
    if (!open) throw new NotFoundException();
    return this.metrics.registry.metrics();
  }
}
