import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Tracing } from '../../src/tracing/tracing.js';
import { Service } from '../support/service.js';
import { startApp } from '../support/test-app.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

describe('a collector that is away', () => {
  it('fails no request, is counted in /metrics, and holds the end up for 2 s at most', async () => {
    // It takes connections and never answers.
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const at = await startApp({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_TRACES_SAMPLER_ARG: '1',
    });
    const answers = await Promise.all(Array.from({ length: 50 }, () => at.request('/livez')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const tracing = at.app.get(Tracing);
    const began = performance.now();
    await tracing.onApplicationShutdown();
    expect(performance.now() - began).toBeLessThan(4_000);
    // The service ends by itself: what waits for the collector keeps no process alive.
    await at.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
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
