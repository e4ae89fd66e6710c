// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the broken samples are source text
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { baseClasses } from './architecture/classes.js';
import { clocks } from './architecture/clocks.js';
import { type Directions, directions, unneeded, upward } from './architecture/directions.js';
import { errorCodes } from './architecture/error-codes.js';
import { suppressions } from './architecture/escapes.js';
import { layers } from './architecture/layers.js';
import { reExports } from './architecture/modules.js';
import { names, tooLong, tooShort } from './architecture/names.js';
import { places, readHouse, readTree, report, treeOf } from './architecture/sources.js';
import { type Owners, owners } from './architecture/tables.js';

// Biome catches by biome.jsonc: import cycles, barrels, default exports, names of files,
// undeclared packages, `any`, classes that share a file, process.env, forwardRef and middleware.

/** Who may import whom. A row names only rows above it, and only those that it needs. */
const TABLE: Directions = {
  mayImport: {
    migrations: [],
    sms: [],
    config: ['sms'],
    tracing: ['config'],
    database: ['config', 'migrations', 'tracing'],
    http: ['config', 'database', 'tracing'],
    operations: ['config', 'database', 'http', 'tracing'],
    money: ['http'],
    quotas: ['database', 'operations'],
    phones: ['config', 'http'],
    events: ['config', 'database', 'http', 'operations'],
    shop: ['config', 'database'],
    users: ['database'],
    auth: ['config', 'database', 'http', 'operations', 'phones', 'events', 'users'],
    notifications: [
      ...['config', 'database', 'http', 'operations', 'money', 'quotas', 'phones', 'sms', 'events', 'tracing'],
    ],
    customers: ['database', 'http', 'phones', 'events', 'users', 'auth', 'notifications'],
    orders: [
      ...['config', 'database', 'http', 'operations', 'money', 'quotas', 'phones', 'sms', 'events', 'users', 'auth'],
      ...['notifications', 'customers'],
    ],
    imports: [
      ...['config', 'database', 'http', 'operations', 'money', 'phones', 'events', 'notifications', 'customers'],
      'orders',
    ],
    privacy: [
      ...['config', 'database', 'http', 'quotas', 'auth', 'events', 'notifications', 'customers', 'orders'],
      'imports',
    ],
    web: [
      ...['config', 'database', 'http', 'users', 'auth', 'money', 'phones', 'notifications', 'customers', 'orders'],
      ...['events', 'imports', 'privacy'],
    ],
    backup: ['config', 'database'],
    // The last row: only the assembly knows it.
    development: ['config'],
  },
  leaves: ['actor.ts', 'errors.ts', 'digests.ts', 'currencies.ts'],
  assembly: ['main.ts', 'commands.ts', 'app.ts', 'app.module.ts'],
};

/** Who writes a table, and who reads it besides. */
const TABLES: Owners = {
  migrations: { owner: 'database', readers: ['backup'] },
  scheduled_tasks: { owner: 'operations', readers: [] },
  write_probes: { owner: 'database', readers: [] },
  audit_events: { owner: 'events', readers: [] },
  users: { owner: 'users', readers: ['auth', 'customers', 'orders'] },
  identities: { owner: 'auth', readers: ['customers'] },
  sessions: { owner: 'auth', readers: [] },
  staff: { owner: 'auth', readers: ['customers'] },
  api_keys: { owner: 'auth', readers: ['orders'] },
  identity_addresses: { owner: 'auth', readers: [] },
  login_sources: { owner: 'auth', readers: [] },
  password_resets: { owner: 'auth', readers: [] },
  used_states: { owner: 'auth', readers: [] },
  login_attempts: { owner: 'auth', readers: [] },
  notifications: { owner: 'notifications', readers: ['orders'] },
  notification_events: { owner: 'notifications', readers: [] },
  sent_messages: { owner: 'notifications', readers: ['orders'] },
  delivery_reports: { owner: 'notifications', readers: [] },
  sms_days: { owner: 'notifications', readers: [] },
  sending_mark: { owner: 'notifications', readers: [] },
  summary_sums: { owner: 'notifications', readers: [] },
  summary_changes: { owner: 'notifications', readers: [] },
  summary_mark: { owner: 'notifications', readers: [] },
  quotas: { owner: 'quotas', readers: [] },
  customers: { owner: 'customers', readers: ['orders'] },
  orders: { owner: 'orders', readers: [] },
  order_sums: { owner: 'orders', readers: [] },
  order_changes: { owner: 'orders', readers: [] },
  order_mark: { owner: 'orders', readers: [] },
  order_events: { owner: 'orders', readers: [] },
  customer_phrases: { owner: 'customers', readers: [] },
  shop: { owner: 'shop', readers: [] },
  sms_templates: { owner: 'orders', readers: [] },
  test_sms: { owner: 'notifications', readers: [] },
  imports: { owner: 'imports', readers: [] },
  import_rows: { owner: 'imports', readers: [] },
  customer_events: { owner: 'customers', readers: ['orders'] },
};

/** Files of src under 15 lines, and why they stand alone. */
const SHORT_FILES: Readonly<Record<string, string>> = {
  'src/database/name-actor.ts': 'one call that every history needs',
  'src/web/kit/badge.tsx': 'a piece that every page may show',
  'src/digests.ts': 'a leaf that every room may import',
  'src/auth/throttle/too-many-attempts.error.ts': 'an error is a class of its own',
  'src/operations/not-ready.error.ts': 'an error is a class of its own',
  'src/http/paging/lists-busy.error.ts': 'an error is a class of its own',
  'src/web/desk/live/streams-busy.error.ts': 'an error is a class of its own',
  'src/web/desk/live/look.ts': 'what the feed hands to each stream',
  'src/users/users.module.ts': 'a module of NestJS is a class of its own',
};

/** Ways of the table that SQL takes without an import. */
const READS = Object.values(TABLES).flatMap(({ owner, readers }) => readers.map((reader) => `${reader} → ${owner}`));

const house = readHouse();

describe('the sources', () => {
  it('reads a tree from the folders that exist, whatever else lies in them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'architecture-'));
    mkdirSync(join(folder, 'src/orders'), { recursive: true });
    writeFileSync(join(folder, 'src/orders/order.entity.ts'), 'export class Order {}');
    writeFileSync(join(folder, 'src/orders/notes.md'), '');
    const tree = readTree(folder, ['src', 'migrations']);
    rmSync(folder, { recursive: true });
    expect(tree.map((file) => file.fileName)).toEqual(['src/orders/order.entity.ts']);
  });

  it('reads the entry point and the migrations, so that no rule below passes over nothing', () => {
    const folders = new Set(house.map((file) => file.fileName.split('/')[0]));
    expect(house.map((file) => file.fileName)).toContain('src/main.ts');
    expect(folders).toContain('migrations');
  });
});

describe('imports', () => {
  it('a folder imports only what the table says', () => {
    expect(report(directions(house, TABLE))).toEqual([]);
  });

  it('an import against the table is caught, and a folder that it does not know', () => {
    const tree = treeOf({
      'src/errors.ts': ["import { Config } from './config/config.js';"],
      'src/app.ts': ["import { OrdersService } from './orders/orders.service.js';"],
      'src/money/amount.ts': [
        "import { AppError } from '../errors.js';",
        "import type { Config } from '../config/config.js';",
      ],
      'src/customers/customers.service.ts': [
        "import { UsersService } from '../users/users.service.js';",
        "import { Customer } from './customer.entity.js';",
        "import { sha256 } from '../digests.js';",
        "export { Order } from '../orders/order.entity.js';",
        "const late = await import('../web/web.module.js');",
      ],
      'src/auth/social/session.ts': [
        "import { UsersService } from '../../users/users.service.js';",
        "import '../../orders/order.entity.js';",
      ],
      'src/development/carrier.ts': ["import { Order } from '../orders/order.entity.js';"],
      'src/notifications/sender.ts': ["let app: import('../app.js').App;"],
      'src/loose.ts': ['export const loose = 1;'],
      'src/stuff/thing.ts': ['export const thing = 1;'],
      'migrations/trade.ts': ["import { Config } from '../src/config/config.js';"],
    });
    expect(places(directions(tree, TABLE))).toEqual([
      'migrations/trade.ts:1',
      'src/auth/social/session.ts:2',
      'src/customers/customers.service.ts:4',
      'src/customers/customers.service.ts:5',
      'src/development/carrier.ts:1',
      'src/errors.ts:1',
      'src/loose.ts:1',
      'src/money/amount.ts:2',
      'src/notifications/sender.ts:1',
      'src/stuff/thing.ts:1',
    ]);
  });

  it('the table has no way back', () => {
    expect(upward(TABLE)).toEqual([]);
  });

  it('a way back in the table is caught', () => {
    expect(upward({ mayImport: { users: ['users', 'orders'], orders: ['users'] }, leaves: [], assembly: [] })).toEqual([
      'users → users',
      'users → orders',
    ]);
  });

  it('the table allows nothing but what is needed', () => {
    expect(unneeded(house, TABLE, READS)).toEqual([]);
  });

  it('a way in the table that nobody needs is caught', () => {
    const tree = treeOf({ 'src/orders/a.ts': ["import '../users/b.js';"] });
    const table = {
      mayImport: { users: [], money: [], auth: [], orders: ['users', 'money', 'auth'] },
      leaves: [],
      assembly: [],
    };
    expect(unneeded(tree, table, ['orders → auth'])).toEqual(['orders → money']);
  });

  it('controllers, services, repositories, DTOs and entities import only what their layer may know', () => {
    expect(report(layers(house))).toEqual([]);
  });

  it('an import across the layers is caught', () => {
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

  it('an import names the file that declares the thing', () => {
    expect(report(reExports(house))).toEqual([]);
  });

  it('a file that passes on what another exports is caught', () => {
    const tree = treeOf({
      'src/a.ts': [
        "import { b } from './b.js';",
        "export { b } from './b.js';",
        "export type { B } from './b.js';",
        'export { b as c };',
      ],
      'src/index.ts': ["export * from './a.js';"],
    });
    expect(places(reExports(tree))).toEqual(['src/a.ts:2', 'src/a.ts:3', 'src/index.ts:1']);
  });
});

describe('tables', () => {
  it('a table is written by its owner alone, and read elsewhere only as listed', () => {
    expect(report(owners(house, TABLES, TABLE))).toEqual([]);
  });
});

describe('services, controllers and repositories', () => {
  it('services, controllers and repositories read no clock and no random numbers', () => {
    expect(report(clocks(house))).toEqual([]);
  });

  it('a service, controller or repository that reads them is caught', () => {
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
    const strict = [
      'src/orders/orders.controller.ts',
      'src/orders/orders.repository.ts',
      'src/orders/orders.service.ts',
    ];
    expect(places(clocks(tree))).toEqual(strict.flatMap((file) => [`${file}:1`, `${file}:2`, `${file}:3`]));
  });
});

describe('classes', () => {
  it('a class extends only an error, a gateway port or what a framework asks for', () => {
    expect(report(baseClasses(house))).toEqual([]);
  });

  it('a class that extends anything else is caught', () => {
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
        'class Settings extends SmsConfig {}',
      ],
      'src/a.dto.ts': ['class OrdersDto extends PageDto {}', 'class OrderDto extends Order {}'],
      'src/b.ts': ["import { Transform } from 'node:stream';", 'class Cutter extends Transform {}'],
      'src/c.ts': ["import { Transform } from 'class-transformer';", 'class Cutter extends Transform {}'],
    });
    expect(places(baseClasses(tree))).toEqual([
      'src/a.dto.ts:2',
      ...[7, 8, 9, 10, 14, 15, 16].map((line) => `src/a.ts:${line}`),
      'src/c.ts:2',
    ]);
  });
});

describe('errors', () => {
  it('an error carries its own name as code, which no other has', () => {
    expect(report(errorCodes(house))).toEqual([]);
  });

  it('an error with a wrong, missing or taken code is caught', () => {
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
    expect(places(errorCodes(tree))).toEqual([
      'src/customers/errors.ts:3',
      'src/customers/errors.ts:4',
      'src/users/errors.ts:1',
    ]);
  });
});

describe('files', () => {
  it('a file of src has 200 lines at most', () => {
    expect(report(tooLong(house))).toEqual([]);
  });

  it('a file of src with more than 200 lines is caught', () => {
    const tree = treeOf({ 'src/a.ts': lines(201), 'src/b.ts': [...lines(200), ''], 'migrations/a.ts': lines(201) });
    expect(places(tooLong(tree))).toEqual(['src/a.ts:201']);
  });

  it('a file of src has 15 lines at least, unless it stands alone for a reason', () => {
    expect(report(tooShort(house, SHORT_FILES))).toEqual([]);
  });

  it('a short file without a reason is caught, and a reason whose file is not short', () => {
    const tree = treeOf({
      'src/a.ts': lines(14),
      'src/b.ts': lines(14),
      'src/c.ts': lines(15),
      'migrations/a.ts': lines(1),
    });
    const reasons = { 'src/b.ts': 'a reason', 'src/c.ts': 'a reason', 'src/gone.ts': 'a reason' };
    expect(places(tooShort(tree, reasons))).toEqual(['src/a.ts:1', 'src/c.ts:1', 'src/gone.ts:1']);
  });

  it('a file has a name that says what is in it, and a folder one in kebab-case', () => {
    expect(report(names(house))).toEqual([]);
  });

  it('a vague name is caught, and an unkempt folder', () => {
    const good = [
      'src/database/database.ts',
      'src/auth/common-passwords.ts',
      'src/web/sign-in.page.tsx',
      'migrations/0001-accounts.ts',
    ];
    const vague = [
      'src/common/a.ts',
      'src/http/base.controller.ts',
      'src/orders/helpers.ts',
      'src/orders/string-utils.ts',
      'src/orders/index.ts',
    ];
    const unkempt = ['src/socialLogin/a.ts', 'src/Orders/a.ts', 'src/order_lines/a.ts'];
    const tree = treeOf(Object.fromEntries([...good, ...vague, ...unkempt].map((path) => [path, []])));
    expect(new Set(places(names(tree)))).toEqual(new Set([...vague, ...unkempt].map((path) => `${path}:1`)));
  });

  const lines = (count: number) => Array.from({ length: count }, () => '//');
});

describe('the type checker', () => {
  it('the type checker is silenced only for a reason', () => {
    expect(report(suppressions(house))).toEqual([]);
  });

  it('a type checker silenced without a reason is caught', () => {
    const tree = treeOf({
      'src/a.ts': [
        '// @ts-expect-error - passport 0.7 has no types for this',
        'call(); // @ts-expect-error',
        '/* @ts-expect-error: */',
        '/** @ts-nocheck */',
      ],
    });
    expect(places(suppressions(tree))).toEqual([2, 3, 4].map((line) => `src/a.ts:${line}`));
  });
});
