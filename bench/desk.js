import { registerAdmins } from './client.js';
import { peers, startAgiza } from './contenders.js';
import { seed } from './seed.js';

const CUSTOMERS = 2_000;
const WITH_MANY = 10;
const ORDERS = 120_000;
const ADMINS = 8;
/** Orders that random reads are drawn from. */
const DRAWN = 20_000;

/**
 * Agiza and its peers, each on a copy of the same rows.
 * @typedef {object} Desk
 * @property {readonly string[]} names of the contenders, Agiza's first
 * @property {Record<string, import('./processes.js').Service>} services by name
 * @property {readonly string[]} tokens of several admins; every contender takes them
 * @property {readonly string[]} codes of the customers
 * @property {readonly string[]} phones of the customers who have 10,000 orders each
 * @property {readonly string[]} orderIds
 */

/** @param {import('./run.js').Bench} bench @returns {Promise<Desk>} */
export async function openDesk({ stage, databases, say, without, flags }) {
  say(
    `seeding ${CUSTOMERS.toLocaleString('en')} customers and ${ORDERS.toLocaleString('en')} orders, the same for all`,
  );
  await databases.create('seeded');
  await seed(databases, 'seeded', { customers: CUSTOMERS, orders: ORDERS, withMany: WITH_MANY, notified: true });
  const { codes, phones, orderIds } = await databases.within('seeded', async (client) => {
    const column = async (sql) => (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
    return {
      codes: await column('select code from customers'),
      phones: await column(`select phone from customers order by number limit ${WITH_MANY}`),
      orderIds: await column(`select id from orders order by random() limit ${DRAWN}`),
    };
  });
  const names = ['agiza', ...Object.keys(peers).filter((name) => !without.includes(name))];
  /** @type {Desk['services']} */
  const services = {};
  for (const name of names) {
    const database = databaseOf(name);
    await databases.copy(database, 'seeded');
    const url = databases.url(database);
    services[name] = name === 'agiza' ? await startAgiza(stage, url, { flags }) : await peers[name](stage, url);
  }
  const tokens = await registerAdmins(services.agiza.url, ADMINS);
  return { names, services, tokens, codes, phones, orderIds };
}

/** @param {string} contender */
export const databaseOf = (contender) => `of_${contender}`;

/** @template T @param {readonly T[]} values @returns {T} */
export const anyOf = (values) => values[Math.floor(Math.random() * values.length)];
