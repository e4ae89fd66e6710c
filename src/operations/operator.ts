import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { isSameSecret } from '../digests.js';

/** Knows the operator's programs by METRICS_TOKEN. */
@Injectable()
export class Operator {
  constructor(private readonly config: Config) {}

  /** Whether the header `Authorization` has METRICS_TOKEN; never while that is unset. */
  isProven(authorization: string): boolean {
    const { METRICS_TOKEN } = this.config;
    return METRICS_TOKEN !== undefined && isSameSecret(authorization, `Bearer ${METRICS_TOKEN}`);
  }

  /** Whether the caller may read the metrics: in development without METRICS_TOKEN everybody. */
  mayReadMetrics(authorization: string): boolean {
    const { METRICS_TOKEN, NODE_ENV } = this.config;
    return METRICS_TOKEN === undefined ? NODE_ENV === 'development' : this.isProven(authorization);
  }
}
