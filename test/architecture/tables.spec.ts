// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the broken samples are source text
import { describe, expect, it } from '@jest/globals';
import { places, report, treeOf } from './sources.js';
import { type Owners, owners } from './tables.js';

const SCHEMA = {
  'migrations/1.ts': [
    'db.query(`create table users (id uuid); create table if not exists customers ();',
    'create table orders ()`);',
  ],
};
const MADE: Owners = Object.fromEntries(
  ['users', 'customers', 'orders', 'migrations'].map((owner) => [owner, { owner, readers: [] }]),
);
const MAY_IMPORT = {
  mayImport: { users: [], customers: ['users'], orders: ['users', 'customers'] },
  leaves: [],
  assembly: [],
};

describe('tables', () => {
  it('a table that another folder writes, or reads unlisted, is caught', () => {
    const tree = treeOf({
      ...SCHEMA,
      'src/users/user.entity.ts': ["@Entity('users')", 'export class User {}'],
      'src/users/users.repository.ts': [
        'tx.insert(User, user);',
        "db.query('update users set name = $1 from customers c');",
      ],
      'src/customers/customers.repository.ts': [
        "const join = 'left join lateral (select email from users where id = c.user_id limit 1) u on true';",
        "countUpTo(db, 10, 'customers');",
        "countUpTo(db, 10, 'users');",
        "const prose = 'Orders are made from users and update users.';",
        'const sql = `insert into users (id) select $1`;',
        "tx.increment(User, { id }, 'tokenVersion', 1);",
        'tx.findOneBy(User, { id });',
        'getRepository(User);',
      ],
      'src/orders/orders.repository.ts': [
        "db.query('select exists (select from users where id = $1)');",
        'const filteredSql = `',
        '  users u where u.id = $1`;',
        'db.query(`with users as (select 1 as id) select id from users`);',
        "db.query('select 1 from unnest($1::text[]) as users, customers c');",
        'db.query(`select ${columns}',
        '  from a join (customers c cross join b) on true -- from users',
        "  where x = 'from users' and y is distinct from users for update of users`);",
        'db.query(`delete from orders using users u`);',
        'db.query(`with gone as (delete from customers) merge into "customers" using x on true`);',
        "db.query('truncate table orders, users');",
        "db.query('insert into orders as users (users) values ($1) on conflict do update set users = 1');",
      ],
      'src/main.ts': ["db.query('select from orders');"],
    });
    expect(places(owners(tree, { ...MADE, users: { owner: 'users', readers: ['customers'] } }, MAY_IMPORT))).toEqual([
      ...[5, 6, 8].map((line) => `src/customers/customers.repository.ts:${line}`),
      'src/main.ts:1',
      ...[1, 3, 5, 7, 9, 10, 10, 11].map((line) => `src/orders/orders.repository.ts:${line}`),
      'src/users/users.repository.ts:2',
    ]);
  });

  it('a table without an owner is caught, and an owner without a table', () => {
    const tree = treeOf({ ...SCHEMA, 'migrations/2.ts': ["db.query('create table parcels (id uuid)');"] });
    expect(report(owners(tree, { ...MADE, carts: { owner: 'orders', readers: [] } }, MAY_IMPORT))).toEqual([
      expect.stringMatching('^migrations/2.ts:1 the table parcels has no owner'),
      expect.stringMatching('no migration makes the table carts'),
    ]);
  });

  it('a reader that does not read is caught, and one that may not import the owner', () => {
    const tree = treeOf({ ...SCHEMA, 'src/users/users.repository.ts': ["db.query('select from customers');"] });
    const tables = { ...MADE, customers: { owner: 'customers', readers: ['users', 'orders'] } };
    expect(report(owners(tree, tables, MAY_IMPORT))).toEqual([
      expect.stringMatching('users may not read customers'),
      expect.stringMatching('orders is listed as a reader of customers'),
    ]);
  });
});
