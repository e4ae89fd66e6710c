import { Histogram } from 'prom-client';

/** How many calls shared a batch, by what the batch does. `/metrics` shows it. */
export const batchSizes = new Histogram({
  name: 'database_batch_size',
  help: 'Calls that shared one batch, by what the batch does; of this process.',
  labelNames: ['batch'],
  // 64 is the most that a batch of requests takes.
  buckets: [1, 2, 4, 8, 16, 32, 64],
  registers: [],
});

/** How long work waited that found no connection free, in s. `/metrics` shows it. */
export const waits = new Histogram({
  name: 'database_wait_seconds',
  help: 'Time that work waited for a connection when none was free, by kind of work; of this process.',
  labelNames: ['lane'],
  // Nothing of a request waits for more than 2 s.
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5],
  registers: [],
});
