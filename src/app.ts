import 'reflect-metadata';
import type { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { SessionAuthenticator } from './auth/session/session.authenticator.js';
import type { Config } from './config/config.js';
import { Draining } from './http/draining.js';
import { RequestValidation } from './http/fields/validation.pipe.js';
import { NestLogger } from './http/log/nest-logger.js';
import { ProblemFilter } from './http/problems/problem.filter.js';
import { answerAsWorker } from './http/refused-requests.js';
import { traceRequests } from './http/request-spans.js';
import { makeServerOptions, prepareServer } from './http/server.js';
import { ApiDocument } from './operations/api-document.js';
import { Metrics } from './operations/metrics.js';
import { Tracing } from './tracing/tracing.js';
import { presentProblem } from './web/kit/present-problem.js';
import { nameShop } from './web/kit/shop.js';

/**
 * The configured application on a migrated database, ready to listen.
 * Production, the tests and the OpenAPI document all use this one.
 * @param logTo where log lines go; standard output if absent
 * @param preview whether to make the routes alone, without instances, to describe them
 */
export async function createApp(
  config: Readonly<Config>,
  databaseUrl: string,
  { logTo, preview = false }: { logTo?: Writable; preview?: boolean } = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter(makeServerOptions(config, logTo));
  prepareServer(adapter, config);
  nameShop(adapter.getInstance(), config);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config, databaseUrl), adapter, {
    bodyParser: false,
    logger: new NestLogger(adapter.getInstance().log),
    abortOnError: false,
    preview,
  });
  if (!preview) {
    traceRequests(adapter.getInstance(), app.get(Tracing));
    app.get(Metrics).observe(adapter.getInstance());
    app.get(Draining).attach(adapter.getInstance());
    const sessions = app.get(SessionAuthenticator);
    adapter.getInstance().decorate('identify', async (request) => sessions.authenticate(request));
  }
  if (config.ROLE === 'worker') answerAsWorker(adapter.getInstance());
  app.useGlobalFilters(new ProblemFilter(presentProblem));
  app.useGlobalPipes(new RequestValidation(config.CURRENCY));
  if (config.DOCS === 'on' || preview) app.get(ApiDocument).describe(app);
  return app;
}
