import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 500;

/** What an order's SMS says between its number and its amount. */
const ITEM = /: (Kahawa \d+-\d+), /;

/**
 * Compares what clients were told with the database and with what the carrier took.
 * @param {import('pg').Pool} pool
 * @param {import('../dist/src/development/carrier/sandbox-carrier.js').SandboxCarrier} carrier
 * @param {import('./journal.js').Journal} journal
 * @returns {Promise<Record<string, any>>} numbers of orders and of SMS, and lists where something is wrong
 */
export async function compare(pool, carrier, journal) {
  const { rows } = await pool.query(
    `select o.item, n.status from orders o left join notifications n on n.order_id = o.id`,
  );
  const placed = countBy(rows, ({ item }) => item);
  const messages = carrier.phones.messages();
  const taken = countBy(messages, ({ text }) => ITEM.exec(text)?.[1] ?? 'another');
  const asked = new Set(journal.entries.map(({ item }) => item));
  const items = (counts, isSo) => [...counts].filter(([, count]) => isSo(count)).map(([item]) => item);
  const { acknowledged } = journal;
  return {
    acknowledged: acknowledged.length,
    placed: rows.length,
    lost: acknowledged.filter(({ item }) => !placed.has(item)).map(({ item }) => item),
    doubled: items(placed, (count) => count > 1),
    strange: [...placed.keys()].filter((item) => !asked.has(item)),
    statuses: Object.fromEntries(countBy(rows, ({ status }) => status ?? 'none')),
    sms: carrier.phones.bill.messages,
    // The carrier keeps the newest ones alone, and then too few could be compared.
    forgotten: carrier.phones.bill.messages - messages.length,
    smsDoubled: items(taken, (count) => count > 1),
    smsMissing: rows.filter(({ item, status }) => isSent(status) && !taken.has(item)).map(({ item }) => item),
    smsUnsaid: rows.filter(({ item, status }) => isOpen(status) && taken.has(item)).map(({ item }) => item),
  };
}

const isSent = (status) => ['sent', 'delivered'].includes(status);
/** Not known to have gone out, and not `unknown` either. */
const isOpen = (status) => ['queued', 'sending', 'failed', null].includes(status);

/**
 * Waits until no notification has one of these statuses. Gives up after `ms`.
 * @param {import('pg').Pool} pool
 * @param {readonly string[]} statuses
 * @param {number} ms
 */
export async function waitUntilNone(pool, statuses, ms) {
  const text = 'select count(*)::int as open from notifications where status = any($1)';
  for (const until = performance.now() + ms; performance.now() < until; await delay(LOOK_MS)) {
    const found = await pool.query(text, [statuses]).catch(() => null);
    if (found?.rows[0].open === 0) return;
  }
}

function countBy(things, nameOf) {
  const counts = new Map();
  for (const thing of things) counts.set(nameOf(thing), (counts.get(nameOf(thing)) ?? 0) + 1);
  return counts;
}
