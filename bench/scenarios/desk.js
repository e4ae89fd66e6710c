import { startAgiza } from '../contenders.js';
import { downloadFiles } from '../shop/files.js';
import { readPlans } from '../shop/page-plans.js';
import { timePages } from '../shop/page-times.js';
import { seedShop } from '../shop/seed.js';
import { signInStaff } from '../shop/staff.js';

/**
 * A shop with many customers and orders, the staff of it, and the service that they use.
 * @typedef {object} Shop
 * @property {import('../stage.js').Stage} stage
 * @property {import('../databases.js').Databases} databases
 * @property {string} database its name
 * @property {import('../options.js').Size} size
 * @property {Record<'owner' | 'newcomer' | 'clerk', import('../shop/staff.js').Member>} members
 * @property {import('../processes.js').Service} service
 * @property {() => Promise<import('../processes.js').Service>} startService starts another one
 * @property {(line: string) => void} say
 */

const DATABASE = 'desk';

/** What is measured, one after the other. What changes the database comes last. */
const PARTS = [timePages, downloadFiles, readPlans];

/**
 * The desk of a shop with a million customers and orders (`--full`).
 * @param {import('../run.js').Bench} bench
 */
export async function desk({ stage, databases, say, size, flags }) {
  const rows = size.deskRows;
  say(`the desk of a shop with ${rows.toLocaleString('en')} customers and as many orders, seeding them`);
  await databases.create(DATABASE);
  const [owner, newcomer, clerk] = await signInStaff(databases, DATABASE, ['owner', 'owner', 'clerk']);
  const staff = { owner: owner.userId, clerk: clerk.userId };
  await seedShop(databases, DATABASE, { customers: rows, orders: rows, ...staff });
  // A day's SMS of this shop cost more than the usual budget.
  const env = { SMS_DAILY_BUDGET: '1000000' };
  const startService = () => startAgiza(stage, databases.url(DATABASE), { flags, env });
  const service = await startService();
  const members = { owner, newcomer, clerk };
  const results = [];
  for (const part of PARTS)
    results.push(...(await part({ stage, databases, database: DATABASE, size, members, service, startService, say })));
  await service.stop();
  await databases.drop(DATABASE);
  return results;
}
