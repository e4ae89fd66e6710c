// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the broken samples are source text
import { describe, expect, it } from '@jest/globals';
import { places, readHouse, report, treeOf } from './sources.js';
import { fixedSql, smallSql } from './sql.js';

const house = readHouse();

describe('SQL', () => {
  it('keywords are written small', () => {
    expect(report(smallSql(house))).toEqual([]);
  });

  it('keywords in capitals are caught', () => {
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

  it('the SQL of a repository is fixed text with parameters', () => {
    expect(report(fixedSql(house))).toEqual([]);
  });

  it('the SQL of a repository with values inside is caught', () => {
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
