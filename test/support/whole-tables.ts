import { Client } from 'pg';

/** How many rows a table has, and a digest of them all. */
export interface TableState {
  readonly table: string;
  readonly rows: number;
  readonly digest: string | null;
}

/** Every table, with its rows, as they are now. The same rows give the same digest. */
export async function readTables(url: string): Promise<TableState[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'`);
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const states: TableState[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<Omit<TableState, 'table'>>(
        `select count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text collate "C")) as digest from ${name} t`,
      );
      states.push({ table: name, ...(rows[0] as Omit<TableState, 'table'>) });
    }
    return states;
  } finally {
    await client.end();
  }
}

/** What the shop adds up: orders by status and currency, and SMS by what they cost. */
export async function readTotals(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const orders = 'select status, currency, count(*), sum(amount) from orders group by 1, 2 order by 1, 2';
    const sms = 'select currency, count(*), sum(segments), sum(cost) from sent_messages group by 1 order by 1';
    return [(await client.query(orders)).rows, (await client.query(sms)).rows];
  } finally {
    await client.end();
  }
}
