import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../../operations/metrics.js';
import { KeysRepository } from './keys.repository.js';

/** Shows in `/metrics` when the next API key ends, so that somebody rotates it in time. */
@Injectable()
export class KeyTelemetry implements OnModuleInit {
  constructor(
    private readonly keys: KeysRepository,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.showRows(
      async () => [await this.keys.findNextExpiry()],
      [
        {
          name: 'api_key_next_expiry_timestamp_seconds',
          help: 'When the next API key ends that was used in the last 30 days, in seconds since 1970; of all processes.',
          value: (seconds) => seconds,
        },
      ],
    );
  }
}
