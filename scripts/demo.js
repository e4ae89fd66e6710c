import pg from 'pg';
import { loadConfig } from '../dist/src/config/load-config.js';
import { migrate } from '../dist/src/database/migrate.js';
import { startDatabase } from '../dist/src/development/postgres/start-database.js';
import { fill } from './demo/fill.js';
import { refuseProduction, refuseUsed } from './demo/refusals.js';
import { makeShop } from './demo/shop.js';

const USAGE = `npm run demo fills the database of a development start with a believable shop:
300 customers, and 90 days of 4,000 orders with their SMS. It sends nothing, and changes no data that is there.
To have a database for it alone: DATA_DIR=demo npm run demo, and then DATA_DIR=demo npm start.`;

const say = (line) => process.stdout.write(`${line}\n`);

async function run() {
  if (process.argv.length > 2) return say(USAGE);
  const refusal = refuseProduction(process.env);
  if (refusal !== null) throw new Error(refusal);
  const config = loadConfig(process.env);
  const database = await startDatabase(config, say);
  try {
    await migrate(database.url, say, { ...config, MIGRATION_DATABASE_URL: database.migrationUrl });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      const reason = await refuseUsed(client);
      if (reason !== null) throw new Error(reason);
      await fill(client, makeShop(Date.now()), config.CURRENCY, say);
    } finally {
      await client.end();
    }
  } finally {
    await database.leave();
  }
  say('The shop is there. Start it with npm start, open /desk, and choose "Njeri of the shop".');
}

run().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
