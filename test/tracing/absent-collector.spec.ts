import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Tracing } from '../../src/tracing/tracing.js';
import { toQuietMs } from '../support/deadlines.js';
import { Service } from '../support/service.js';
import { startApp } from '../support/test-app.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';
import { TraceCollector } from '../support/trace-collector.js';

describe('a collector that is away', () => {
  it('fails no request, holds no more than 4,096 spans and those on their way, and holds the end up for 2 s', async () => {
    const collector = await TraceCollector.open();
    collector.isSilent = true;
    const at = await startApp({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '1' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => at.request('/api/orders')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
    const tracing = at.app.get(Tracing);
    for (let made = 0; made < 10_000; made++) tracing.begin('work', 'internal', { made })?.end();
    collector.isSilent = false;
    const began = performance.now();
    await at.close();
    expect(toQuietMs(performance.now() - began, 4_000)).toBeLessThan(4_000);
    const { length } = collector.named('work');
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(4_096 + 512);
    await collector.close();
  });
});

/** Says at the end of the process which packages of OpenTelemetry it loaded. */
const LISTING = `data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module';
  const { cache } = createRequire('file:///list.js');
  process.on('exit', () => {
    const names = Object.keys(cache).flatMap((path) => /@opentelemetry.([a-z-]+)/.exec(path)?.[1] ?? []);
    console.log('loaded: ' + [...new Set(names)].sort().join(' ') + ';');
  });`)}`;

describe('the packages of OpenTelemetry', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  const listLoaded = async (variables: Record<string, string>): Promise<string[]> => {
    const service = new Service({
      DATA_DIR: process.env.TEST_DATA_DIR ?? '',
      DATABASE_URL: database.url,
      ROLE: 'api',
      DOCS: 'off',
      NODE_OPTIONS: `--import=${LISTING}`,
      ...variables,
    });
    await service.url();
    service.kill('SIGINT');
    const { stdout } = await service.ended;
    return /loaded: (.*);/.exec(stdout)?.[1]?.split(' ') ?? ['nothing was said'];
  };

  it('are loaded only when a collector is named, but for the one that prom-client loads', async () => {
    expect(await listLoaded({})).toEqual(['api']);
    expect(await listLoaded({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })).toEqual(
      expect.arrayContaining(['api', 'exporter-trace-otlp-http', 'sdk-trace']),
    );
  });
});
