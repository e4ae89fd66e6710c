// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the broken samples are source text, placeholders included
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { clocks, environment } from './architecture/ambient.js';
import { baseClasses, oneClassAFile } from './architecture/classes.js';
import { cycles } from './architecture/cycles.js';
import { directions } from './architecture/directions.js';
import { errorCodes } from './architecture/error-codes.js';
import { anyTypes, suppressions } from './architecture/escapes.js';
import { layers } from './architecture/layers.js';
import { middleware } from './architecture/middleware.js';
import { exportsByName, forwardRefs, specifiers } from './architecture/modules.js';
import { lengths, names } from './architecture/names.js';
import { places, readTree, report, treeOf } from './architecture/sources.js';
import { fixedSql, smallSql } from './architecture/sql.js';

/** Who may import whom: auth → users ← customers ← orders ← notifications. A row names only rows above it; every row may import the leaves. */
const TABLE = {
  mayImport: {
    migrations: [],
    config: [],
    database: ['config', 'migrations'],
    http: ['config', 'database'],
    operations: ['config', 'database', 'http'],
    money: ['http'],
    phones: ['config', 'http'],
    users: ['config', 'phones', 'database', 'http'],
    auth: ['config', 'phones', 'database', 'http', 'users'],
    notifications: ['config', 'database', 'http', 'operations', 'money', 'phones'],
    customers: ['config', 'phones', 'database', 'http', 'users'],
    orders: ['config', 'database', 'http', 'money', 'phones', 'notifications', 'customers'],
    web: ['config', 'phones', 'http', 'users', 'auth', 'customers', 'orders', 'notifications'],
    development: ['config', 'http'],
  },
  /** Known to all and knowing only each other, as are the files of src itself (errors.ts) but for the three below. */
  leaves: [],
  /** These may import everything. */
  assembly: ['main.ts', 'app.ts', 'app.module.ts'],
};

const root = fileURLToPath(new URL('..', import.meta.url));
const house = readTree(root, ['src', 'migrations']);
const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('the sources', () => {
  it('are read from the folders that exist, whatever else lies in them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'architecture-'));
    mkdirSync(join(folder, 'src/orders'), { recursive: true });
    writeFileSync(join(folder, 'src/orders/order.entity.ts'), 'export class Order {}');
    writeFileSync(join(folder, 'src/orders/notes.md'), '');
    const tree = readTree(folder, ['src', 'migrations']);
    rmSync(folder, { recursive: true });
    expect(tree.map((file) => file.fileName)).toEqual(['src/orders/order.entity.ts']);
  });

  it('include the entry point and the migrations, so no rule below passes over nothing', () => {
    const folders = new Set(house.map((file) => file.fileName.split('/')[0]));
    expect(house.map((file) => file.fileName)).toContain('src/main.ts');
    expect(folders).toContain('migrations');
  });
});

describe('imports', () => {
  it('go from folder to folder only as the table says', () => {
    expect(report(directions(house, TABLE))).toEqual([]);
  });

  it('against the table are caught, and folders it does not know', () => {
    const tree = treeOf({
      'src/errors.ts': ["import { Config } from './config/config.js';"],
      'src/app.ts': ["import { OrdersService } from './orders/orders.service.js';"],
      'src/money/amount.ts': ["import { AppError } from '../errors.js';", "import type { Config } from '../config/config.js';"],
      'src/customers/customers.service.ts': [
        "import { UsersService } from '../users/users.service.js';",
        "import { Customer } from './customer.entity.js';",
        "import { amount } from '../money/amount.js';",
        "export { Order } from '../orders/order.entity.js';",
        "const late = await import('../notifications/dispatcher.js');",
        "let app: import('../app.js').App;",
      ],
      'src/auth/social/session.ts': [
        "import { UsersService } from '../../users/users.service.js';",
        "import '../../orders/order.entity.js';",
      ],
      'src/development/carrier.ts': ["import { Order } from '../orders/order.entity.js';"],
      'src/stuff/thing.ts': ['export const thing = 1;'],
      'migrations/trade.ts': ["import { Config } from '../src/config/config.js';"],
    });
    expect(places(directions(tree, TABLE))).toEqual([
      'migrations/trade.ts:1',
      'src/auth/social/session.ts:2',
      'src/customers/customers.service.ts:4',
      'src/customers/customers.service.ts:5',
      'src/customers/customers.service.ts:6',
      'src/development/carrier.ts:1',
      'src/errors.ts:1',
      'src/money/amount.ts:2',
      'src/stuff/thing.ts:1',
    ]);
  });

  it('have a table without a way back', () => {
    const rows = Object.entries(TABLE.mayImport);
    const above = (index: number) => rows.slice(0, index).map(([folder]) => folder);
    const upward = rows.flatMap(([folder, below], index) =>
      below.filter((to) => !above(index).includes(to)).map((to) => `${folder} → ${to}`),
    );
    expect(upward).toEqual([]);
  });

  it('never lead back to the file they began in', () => {
    expect(report(cycles(house))).toEqual([]);
  });

  it('that lead back are caught once a circle, except types between entities', () => {
    const tree = treeOf({
      'src/orders/a.ts': ["import './leaf.js';", "import { b } from './b.js';"],
      'src/orders/b.ts': ["export { c } from './c.js';"],
      'src/orders/c.ts': ["import { type A } from './a.js';"],
      'src/orders/leaf.ts': ['export const leaf = 1;'],
      'src/orders/above.ts': ["import { join } from 'node:path';", "import { b } from './b.js';"],
      'src/orders/order.entity.ts': ["import type { Line } from './line.entity.js';"],
      'src/orders/line.entity.ts': ["import { Order } from './order.entity.js';"],
      'src/users/user.entity.ts': ["import { Login } from './login.entity.js';"],
      'src/users/login.entity.ts': ["import { User } from './user.entity.js';"],
    });
    expect(report(cycles(tree))).toEqual([
      expect.stringMatching('^src/orders/a.ts:2 import cycle src/orders/a.ts → src/orders/b.ts → src/orders/c.ts → src/orders/a.ts:'),
      expect.stringMatching('^src/users/login.entity.ts:1 '),
    ]);
  });

  it('respect the layers', () => {
    expect(report(layers(house))).toEqual([]);
  });

  it('across the layers are caught', () => {
    const tree = treeOf({
      'src/orders/orders.controller.ts': [
        "import { OrdersService } from './orders.service.js';",
        "import { OrdersRepository } from './orders.repository.js';",
        "import type { EntityManager } from 'typeorm';",
        "import { Pool } from 'pg';",
        "import type { Order } from './order.entity.js';",
        "import { Order } from './order.entity.js';",
        "import { InjectRepository } from '@nestjs/typeorm';",
        "export type { Order } from './order.entity.js';",
        "export { type Order } from './order.entity.js';",
        "export { Order } from './order.entity.js';",
      ],
      'src/orders/orders.service.ts': [
        "import { OrdersRepository } from './orders.repository.js';",
        "import { OrdersController } from './orders.controller.js';",
        "import type { FastifyRequest } from 'fastify';",
        "import { FastifyAdapter } from '@nestjs/platform-fastify';",
        "import { fastifyStatic } from '@fastify/static';",
      ],
      'src/orders/orders.repository.ts': [
        "import { OrdersService } from './orders.service.js';",
        "import { OrdersController } from './orders.controller.js';",
        "import { Order } from './order.entity.js';",
      ],
      'src/orders/order.dto.ts': [
        "import type { Row } from './orders.repository.js';",
        "import { OrdersService } from './orders.service.js';",
      ],
      'src/orders/order.entity.ts': [
        "import { Entity } from 'typeorm';",
        "import { Customer } from '../customers/customer.entity.js';",
        "import { Matches } from 'class-validator';",
        "import { place } from './place.js';",
      ],
    });
    expect(places(layers(tree))).toEqual([
      'src/orders/order.dto.ts:1',
      'src/orders/order.dto.ts:2',
      'src/orders/order.entity.ts:3',
      'src/orders/order.entity.ts:4',
      'src/orders/orders.controller.ts:2',
      'src/orders/orders.controller.ts:3',
      'src/orders/orders.controller.ts:4',
      'src/orders/orders.controller.ts:6',
      'src/orders/orders.controller.ts:7',
      'src/orders/orders.controller.ts:10',
      'src/orders/orders.repository.ts:1',
      'src/orders/orders.repository.ts:2',
      'src/orders/orders.service.ts:2',
      'src/orders/orders.service.ts:3',
      'src/orders/orders.service.ts:4',
      'src/orders/orders.service.ts:5',
    ]);
  });

  it('name a compiled file, a dependency or a built-in of node', () => {
    expect(report(specifiers(house, new Set(Object.keys(dependencies))))).toEqual([]);
  });

  it('by alias, without .js or of packages that are not ours are caught', () => {
    const tree = treeOf({
      'src/a.ts': [
        "import { join } from 'node:path';",
        "import { Injectable } from '@nestjs/common/decorators/index.js';",
        "import { b } from './b.js';",
        "import { c } from './c';",
        "import { d } from './d.ts';",
        "import { e } from '@app/e.js';",
        "import { f } from 'src/f.js';",
        "import { readFile } from 'fs/promises';",
        "export { g } from '#g';",
        "await import('lodash');",
      ],
    });
    const faults = places(specifiers(tree, new Set(['@nestjs/common'])));
    expect(faults).toEqual([4, 5, 6, 7, 8, 9, 10].map((line) => `src/a.ts:${line}`));
  });
});

describe('exports', () => {
  it('are by name, from the file that declares the thing', () => {
    expect(report(exportsByName(house))).toEqual([]);
  });

  it('by default, by star and through barrels are caught', () => {
    const tree = treeOf({
      'src/a.ts': ['const a = 1;', 'export default a;', 'export { a as default };', 'export { a };', "export * from './b.js';"],
      'src/b.ts': ['export const b = 1;', 'export default class B {}', "export * as c from './c.js';", "export { c } from './c.js';"],
      'src/c.ts': ["import { b } from './b.js';", 'export { b };'],
      'src/orders/index.ts': ['export const order = 1;'],
      'src/polyfills.ts': ["import 'reflect-metadata';"],
    });
    expect(places(exportsByName(tree))).toEqual([
      'src/a.ts:2',
      'src/a.ts:3',
      'src/a.ts:5',
      'src/b.ts:2',
      'src/b.ts:3',
      'src/c.ts:2',
      'src/orders/index.ts:1',
    ]);
  });
});

describe('providers', () => {
  it('never wait for each other with forwardRef', () => {
    expect(report(forwardRefs(house))).toEqual([]);
  });

  it('that wait for each other are caught', () => {
    const tree = treeOf({ 'src/a.ts': ['// forwardRef is not used', 'const a = forwardRef(() => B);'] });
    expect(places(forwardRefs(tree))).toEqual(['src/a.ts:2']);
  });

  it('are reached through guards, pipes, filters and hooks, never through Express-style middleware', () => {
    expect(report(middleware(house))).toEqual([]);
  });

  it('behind Express-style middleware are caught', () => {
    const tree = treeOf({
      'src/a.ts': [
        "import { type NestMiddleware } from '@nestjs/common';",
        'class Log implements NestMiddleware {}',
        'configure((consumer) => consumer.apply(Log));',
        'app.use(log);',
        'this.app.use(log);',
        'app.useGlobalPipes(pipe);',
        'handler.apply(this);',
        'function configure(it: MiddlewareConsumer) {}',
      ],
    });
    expect(places(middleware(tree))).toEqual([2, 3, 4, 5, 8].map((line) => `src/a.ts:${line}`));
  });
});

describe('the surroundings', () => {
  it('are read from the environment in src/config alone', () => {
    expect(report(environment(house))).toEqual([]);
  });

  it('read from the environment anywhere else are caught', () => {
    const tree = treeOf({
      'src/config/config.ts': ['const port = process.env.PORT;'],
      'src/main.ts': ['const config = loadConfig(process.env);', 'const role = process.env.ROLE;', 'print(process.env);'],
      'src/app.ts': [
        'const config = loadConfig(process.env);',
        "const port = process['env'].PORT;",
        'const { env } = process;',
        'const { env: variables } = globalThis.process;',
        "import { env as all } from 'node:process';",
        'const { env: other } = config;',
        'process.exit(1);',
        "const argv = process['argv'];",
        "const inner = config['env'];",
      ],
    });
    expect(places(environment(tree))).toEqual([...[1, 2, 3, 4, 5].map((line) => `src/app.ts:${line}`), 'src/main.ts:2', 'src/main.ts:3']);
  });

  it('give no time and no chance to services, controllers and repositories', () => {
    expect(report(clocks(house))).toEqual([]);
  });

  it('that give time or chance to them are caught', () => {
    const reads = [
      'const a = new Date();',
      'const b = Date.now();',
      'const c = Math.random();',
      'const d = Math.round(1);',
      'let e: Date;',
    ];
    const tree = treeOf({
      'src/orders/clock.ts': reads,
      'src/orders/orders.controller.ts': reads,
      'src/orders/orders.repository.ts': reads,
      'src/orders/orders.service.ts': reads,
    });
    const strict = ['src/orders/orders.controller.ts', 'src/orders/orders.repository.ts', 'src/orders/orders.service.ts'];
    expect(places(clocks(tree))).toEqual(strict.flatMap((file) => [`${file}:1`, `${file}:2`, `${file}:3`]));
  });
});

describe('classes', () => {
  it('stand one to a file', () => {
    expect(report(oneClassAFile(house))).toEqual([]);
  });

  it('that share a file are caught, except DTOs, errors and access rules', () => {
    const two = ['export class A {}', 'class Mine {}', 'export class B {}'];
    const tree = treeOf({
      'src/orders/order.dto.ts': two,
      'src/orders/errors.ts': two,
      'src/orders/orders.errors.ts': two,
      'src/http/access.ts': two,
      'src/orders/listed.ts': ['class A {}', 'class B {}', 'class C {}', 'export { A, B };', "export { C } from './c.js';"],
      'src/orders/one.ts': ['export class A {}', 'class Mine {}'],
      'src/orders/two.ts': two,
    });
    expect(places(oneClassAFile(tree))).toEqual(['src/orders/listed.ts:2', 'src/orders/two.ts:3']);
  });

  it('extend only errors, gateway ports and what a framework asks for', () => {
    expect(report(baseClasses(house))).toEqual([]);
  });

  it('that extend anything else are caught', () => {
    const tree = treeOf({
      'src/a.ts': [
        "import { Readable } from 'node:stream';",
        'class Taken extends AppError {}',
        'class Unknown extends Error {}',
        'class Upper extends Readable {}',
        "class Google extends PassportStrategy(Strategy, 'google') {}",
        'class Cache extends Map<string, string> implements Store {}',
        'class Cutter extends Transform {}',
        'class UsersService extends BaseService {}',
        'class Missing extends HttpException {}',
        'const mixed = class extends Mixed(Object) {};',
        'abstract class SmsGateway {}',
        'class Carrier extends SmsGateway {}',
        'class CarrierGateway {}',
        'class Other extends CarrierGateway {}',
        'class OrdersDto extends PageDto {}',
      ],
      'src/a.dto.ts': ['class OrdersDto extends PageDto {}', 'class OrderDto extends Order {}'],
      'src/b.ts': ["import { Transform } from 'node:stream';", 'class Cutter extends Transform {}'],
      'src/c.ts': ["import { Transform } from 'class-transformer';", 'class Cutter extends Transform {}'],
    });
    expect(places(baseClasses(tree))).toEqual(['src/a.dto.ts:2', ...[7, 8, 9, 10, 14, 15].map((line) => `src/a.ts:${line}`), 'src/c.ts:2']);
  });

  it('of errors carry their own name as code, once', () => {
    expect(report(errorCodes(house))).toEqual([]);
  });

  it('of errors under a wrong, missing or taken code are caught', () => {
    const tree = treeOf({
      'src/customers/errors.ts': [
        "export class PhoneTaken extends AppError { readonly code = 'phone-taken'; }",
        "export class SMSRefused extends AppError { readonly code = 'sms-refused' as const; }",
        "export class CustomerMissing extends AppError { readonly code = 'no-customer'; }",
        'export class CodeMissing extends AppError { constructor(readonly code: string) { super(); } }',
        'export abstract class Conflict extends AppError {}',
        'export class Unrelated extends Error {}',
      ],
      'src/users/errors.ts': ["export class PhoneTaken extends AppError { readonly code = 'phone-taken'; }"],
    });
    expect(places(errorCodes(tree))).toEqual(['src/customers/errors.ts:3', 'src/customers/errors.ts:4', 'src/users/errors.ts:1']);
  });
});

describe('files', () => {
  it('of src have 200 lines at most', () => {
    expect(report(lengths(house))).toEqual([]);
  });

  it('of src with more lines are caught', () => {
    const lines = (count: number) => Array.from({ length: count }, () => '//');
    const tree = treeOf({ 'src/a.ts': lines(201), 'src/b.ts': [...lines(200), ''], 'migrations/a.ts': lines(201) });
    expect(places(lengths(tree))).toEqual(['src/a.ts:201']);
  });

  it('and folders have names in kebab-case that say what is in them', () => {
    expect(report(names(house))).toEqual([]);
  });

  it('and folders with vague or unkempt names are caught', () => {
    const good = ['src/database/database.ts', 'src/auth/common-passwords.ts', 'src/web/sign-in.page.tsx', 'migrations/0001-accounts.ts'];
    const vague = ['src/common/a.ts', 'src/http/base.controller.ts', 'src/orders/helpers.ts', 'src/orders/string-utils.ts'];
    const unkempt = ['src/orders/Order.ts', 'src/orders/order_line.ts', 'src/orders/orderLine.entity.ts', 'src/socialLogin/a.ts'];
    const tree = treeOf(Object.fromEntries([...good, ...vague, ...unkempt].map((path) => [path, []])));
    expect(new Set(places(names(tree)))).toEqual(new Set([...vague, ...unkempt].map((path) => `${path}:1`)));
  });
});

describe('SQL', () => {
  it('is written small', () => {
    expect(report(smallSql(house))).toEqual([]);
  });

  it('in capitals is caught', () => {
    const tree = treeOf({
      'migrations/trade.ts': [
        'db.query(`create table orders (id uuid NOT NULL)`);',
        "db.query(`create index orders_id_idx on orders (id) where status = 'IN TRANSIT' -- NOT the archived`);",
        'db.query(`SELECT 1`);',
        "const text = 'Select an order from the list, OK?';",
        'const pageSql = `order by id DESC limit ${limit}`;',
        'db.query(`update ${table} SET a = 1`);',
        "throw new Error('ORDER NOT FOUND');",
        "db.query('comment ON table orders is null');",
        "db.query('set local lock_timeout TO DEFAULT');",
      ],
    });
    expect(places(smallSql(tree))).toEqual([1, 3, 5, 6, 8, 9].map((line) => `migrations/trade.ts:${line}`));
  });

  it('in repositories is fixed text with parameters', () => {
    expect(report(fixedSql(house))).toEqual([]);
  });

  it('in repositories with values inside is caught', () => {
    const tree = treeOf({
      'src/orders/orders.repository.ts': [
        "import { customerJoin, table } from './pieces.js';",
        "const orderColumns = 'id, number';",
        'const PAGE = 20;',
        'db.query(`select ${orderColumns} from orders ${customerJoin} where id = $1 limit ${PAGE}`, [id]);',
        'db.query(`select id from ${table} where id = $1`);',
        'db.query(`select id from orders where id = ${id}`);',
        "db.query('delete from orders where id = ' + id);",
        'function find(filterSql: string) { return db.query(`select id from orders ${filterSql}`); }',
        'db.query(`${orderColumns} where id = ${order.id}`);',
        'log(`order ${id} is late`);',
      ],
      'src/orders/orders.service.ts': ['log(`select ${id}`);'],
    });
    expect(places(fixedSql(tree))).toEqual([5, 6, 7, 8, 9].map((line) => `src/orders/orders.repository.ts:${line}`));
  });
});

describe('the type checker', () => {
  it('meets no any', () => {
    expect(report(anyTypes(house))).toEqual([]);
  });

  it('that meets any is caught', () => {
    const tree = treeOf({ 'src/a.ts': ['let a: unknown; // any', 'let b: any;', 'const c = a as any[];', 'const any = 1;'] });
    expect(places(anyTypes(tree))).toEqual(['src/a.ts:2', 'src/a.ts:3']);
  });

  it('is silenced only for a reason', () => {
    expect(report(suppressions(house))).toEqual([]);
  });

  it('silenced without a reason is caught', () => {
    const tree = treeOf({
      'src/a.ts': [
        '// biome-ignore lint/suspicious/noExplicitAny: the library types it so',
        '// @ts-expect-error - passport 0.7 has no types for this',
        '// biome-ignore lint/suspicious/noExplicitAny',
        '// biome-ignore lint/suspicious/noExplicitAny: <explanation>',
        'call(); // @ts-ignore',
        '/* @ts-expect-error: */',
        '/** @ts-nocheck */',
      ],
    });
    expect(places(suppressions(tree))).toEqual([3, 4, 5, 6, 7].map((line) => `src/a.ts:${line}`));
  });
});
