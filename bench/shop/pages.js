import { makeCursor } from '../../dist/src/http/paging/paging.js';

/**
 * A page of the desk and the ways to ask for it. The slowest way counts.
 * @typedef {object} DeskPage
 * @property {string} what
 * @property {number} aimMs
 * @property {readonly string[]} paths
 * @property {'owner' | 'newcomer'} [by] the newcomer placed no order
 * @property {boolean} [fragment] whether htmx asks for it
 */

/** Words that make a search hard: names that thousands share, and rare ones beside them. */
const WORDS = ['wanj', 'wanjiku+kimani', 'kimani+wanj', 'wanjiku+zub', 'wanjiku+zzzz', 'wanj+kama', 'a+b', 'zzzz'];
/** Beginnings and endings of phone numbers, and numbers of orders. */
const DIGITS = ['07', '0700', '070012', '777', '99', '%23123', '4321', '12345'];

const PAGE_MS = 50;
const FIND_MS = 30;

/** The pages. @param {Awaited<ReturnType<typeof findPlaces>>} places @returns {DeskPage[]} */
export function pagesOf({ order, trouble, customer, other, code, otherCode, phone, days }) {
  const [today, week, month, old] = days;
  const find = (q) => `/desk/find?q=${q}`;
  const orders = (query) => `/desk/orders?${query}`;
  const after = `cursor=${makeCursor(order)}`;
  const afterTrouble = `cursor=${makeCursor(trouble)}`;
  return [
    { what: '/desk', aimMs: PAGE_MS, paths: ['/desk'] },
    { what: '/desk/find, typing', aimMs: FIND_MS, fragment: true, paths: [...WORDS, ...DIGITS, code, phone].map(find) },
    { what: '/desk/find, as a page', aimMs: FIND_MS, paths: [...WORDS, ...DIGITS, code, phone].map(find) },
    { what: '/desk/orders', aimMs: PAGE_MS, paths: ['/desk/orders', orders(after)] },
    {
      what: '/desk/orders by status',
      aimMs: PAGE_MS,
      paths: ['pending', 'confirmed', 'cancelled'].flatMap((status) => [
        orders(`status=${status}`),
        orders(`status=${status}&${after}`),
      ]),
    },
    {
      what: '/desk/orders by SMS',
      aimMs: PAGE_MS,
      paths: [
        ...[orders('notification=waiting'), orders(`notification=waiting&${after}`)],
        ...[orders('notification=delivered'), orders(`notification=delivered&${after}`)],
        ...[orders('notification=attention'), orders(`notification=attention&${afterTrouble}`)],
      ],
    },
    {
      what: '/desk/orders by day',
      aimMs: PAGE_MS,
      paths: [
        ...[orders(`from=${today}`), orders(`from=${week}&to=${week}`), orders(`from=${month}&to=${week}`)],
        ...[orders(`from=${old}&to=${month}&${after}`), orders('from=2001-01-01&to=2001-01-02')],
      ],
    },
    {
      what: '/desk/orders of a customer',
      aimMs: PAGE_MS,
      paths: [
        ...[orders(`customer=${code}`), orders(`customer=${code}&${after}`), orders(`customer=${otherCode}`)],
        ...[orders(`customer=${code}&status=pending`), orders(`customer=${code}&notification=attention`)],
        orders(`customer=${code}&from=${month}&to=${week}&status=cancelled`),
      ],
    },
    {
      what: '/desk/orders, own ones',
      aimMs: PAGE_MS,
      paths: [
        ...[orders('mine=1'), orders(`mine=1&${after}`), orders('mine=1&status=cancelled')],
        ...[orders('mine=1&notification=attention'), orders(`mine=1&notification=delivered&from=${month}`)],
      ],
    },
    {
      what: '/desk/orders, what few have',
      aimMs: PAGE_MS,
      paths: [
        ...[orders('notification=attention&status=pending'), orders('notification=attention&status=cancelled')],
        ...[orders('notification=waiting&status=cancelled'), orders(`notification=waiting&from=${old}&to=${month}`)],
        ...[orders(`notification=attention&from=${month}&to=${week}`), orders(`notification=attention&from=${week}`)],
      ],
    },
    {
      what: '/desk/orders, own ones of who has none',
      by: 'newcomer',
      aimMs: PAGE_MS,
      paths: [
        ...[orders('mine=1'), orders(`mine=1&${after}`), orders('mine=1&notification=attention')],
        ...[orders('mine=1&status=cancelled'), orders(`mine=1&customer=${code}`), orders(`mine=1&from=${month}`)],
      ],
    },
    { what: '/desk/orders/:id', aimMs: PAGE_MS, paths: [`/desk/orders/${order}`] },
    { what: '/desk/customers', aimMs: PAGE_MS, paths: ['/desk/customers', '/desk/customers?q=wanjiku+zub'] },
    {
      what: '/desk/customers/:id, 10,000 orders',
      aimMs: PAGE_MS,
      paths: [`/desk/customers/${customer}`, `/desk/customers/${customer}?${after}`],
    },
    { what: '/desk/customers/:id, few orders', aimMs: PAGE_MS, paths: [`/desk/customers/${other}`] },
    {
      what: '/desk/messages',
      aimMs: PAGE_MS,
      paths: ['/desk/messages'].concat(
        ['noSuchNumber', 'blocked', 'unreachable', 'absent', 'undelivered', 'unknown'].flatMap((reason) => [
          `/desk/messages?reason=${reason}`,
          `/desk/messages?reason=${reason}&${afterTrouble}`,
        ]),
      ),
    },
    { what: '/desk/figures', aimMs: PAGE_MS, paths: [7, 30, 90].map((span) => `/desk/figures?days=${span}`) },
  ];
}

/** Rows that pages lead to: an order and a notification far back, customers, and days. */
export function findPlaces(client) {
  const text = `
    select (select id from orders order by id offset (select max(number) / 3 from orders) limit 1) as order,
           (select id from notifications where status = 'failed' order by id offset 100 limit 1) as trouble,
           (select id from customers where number = 1) as customer, (select code from customers where number = 1) as code,
           (select id from customers where number = 2) as other, (select code from customers where number = 2) as "otherCode",
           (select '0' || substr(phone, 5) from customers where number = 777) as phone,
           array(select to_char(now() - n * interval '1 day', 'YYYY-MM-DD') from unnest('{0,7,40,100}'::int[]) n) as days`;
  return client.query(text).then(({ rows }) => rows[0]);
}
