import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import { ACCESS_RULE, type AccessRule } from '../../src/http/access/access.js';

/** A method and path that a controller handles. */
export interface Route {
  readonly method: string;
  /** With `:name` for its parameters. */
  readonly path: string;
  readonly rule: AccessRule | undefined;
  /** Such as `OrdersController.find`. */
  readonly handler: string;
}

/** The controllers of an application. */
export const controllersOf = (app: NestFastifyApplication): Type[] =>
  [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type),
  );

/** The routes of controllers by their decorators. */
export const routesOf = (controllers: readonly Type[]): Route[] =>
  controllers.flatMap((controller) =>
    new MetadataScanner().getAllMethodNames(controller.prototype).flatMap((name) => {
      const handler = controller.prototype[name];
      const method: RequestMethod | undefined = Reflect.getMetadata(METHOD_METADATA, handler);
      if (method === undefined) return [];
      const rule = new Reflector().getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler, controller]);
      const described = { method: RequestMethod[method], rule, handler: `${controller.name}.${name}` };
      return joined(Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)).map(
        (path) => ({
          path,
          ...described,
        }),
      );
    }),
  );

const joined = (prefixes: string | string[], paths: string | string[]): string[] =>
  [prefixes].flat().flatMap((prefix) =>
    [paths].flat().map((path) => {
      const parts = `${prefix}/${path}`.split('/').filter((part) => part !== '');
      return `/${parts.join('/')}`;
    }),
  );

/** Every `METHOD /path` that the server answers, also those without a controller. */
export async function registeredRoutes(): Promise<string[]> {
  const config = loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, LOG_LEVEL: 'silent' });
  const app = await createApp(config, 'postgres://nobody@localhost/none', { preview: true });
  const seen: string[] = [];
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) seen.push(`${each} ${url}`);
  });
  await app.init();
  return seen;
}

/** A path of the route with values for its parameters. */
export const addressOf = ({ path }: Route): string =>
  path.replaceAll(':phone', '+254712345678').replaceAll(/:\w+/g, '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99');
