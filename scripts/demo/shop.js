import { v7 as uuidv7 } from 'uuid';
import { ITEMS, nameAt } from './names.js';

const DAY_MS = 86_400_000;
const DAYS = 90;
const CUSTOMERS = 300;
const ORDERS = 4_000;

/** How many of a hundred orders come in each hour of the shop's day, from 7 to 19 o'clock. */
const HOURS = [3, 6, 9, 11, 12, 10, 9, 8, 8, 8, 7, 5, 4];
/** How busy each day is, from Sunday on. */
const WEEKDAYS = [5, 9, 10, 10, 11, 14, 17];
/** Hours that the shop's clock is ahead of UTC. */
const EAST_HOURS = 3;

/** Shares of what becomes of an SMS, with the reason that the carrier gives. */
const OUTCOMES = [
  [940, 'delivered', null],
  [25, 'undelivered', 'AbsentSubscriber'],
  [10, 'failed', 'UserInBlacklist'],
  [7, 'failed', 'InvalidPhoneNumber'],
  [3, 'failed', 'InsufficientBalance'],
  [5, 'unknown', 'the answer of the carrier was lost'],
];
/** Mobile network codes of Safaricom, Airtel and Telkom, with their shares. */
const NETWORKS = [
  [66, '63902'],
  [28, '63903'],
  [6, '63907'],
];

/** Numbers between 0 and 1, the same at each run (mulberry32). */
function makeRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The rows of a believable shop, whose last order came a few minutes before `now`. */
export function makeShop(now) {
  const random = makeRandom(254);
  const idAt = (at) => uuidv7({ msecs: at });
  const pick = (weighted) => {
    let left = random() * weighted.reduce((sum, [weight]) => sum + weight, 0);
    for (const each of weighted) {
      left -= each[0];
      if (left < 0) return each;
    }
    return weighted[0];
  };
  const letters = () => String.fromCharCode(...Array.from({ length: 8 }, () => 65 + Math.floor(random() * 26)));

  const staff = [
    ['Njeri of the shop', 'njeri@example.com', 'owner'],
    ['Wambui at the counter', 'wambui@example.com', 'clerk'],
    ['Kevin at the counter', 'kevin@example.com', 'clerk'],
  ].map(([name, email, role]) => ({ ...{ id: idAt(now - 120 * DAY_MS), name, email, role }, at: now - 120 * DAY_MS }));
  const customers = Array.from({ length: CUSTOMERS }, (_, place) => {
    const at = now - (DAYS + 20) * DAY_MS + place * (110 / CUSTOMERS) * DAY_MS;
    const phone = `+254700000${String(place).padStart(3, '0')}`;
    return { id: idAt(at), code: letters(), name: nameAt(place), phone, network: pick(NETWORKS)[1], at };
  });

  const orders = placesInTime(now, random, pick).map((at) => placeOrder(at));
  return { staff, customers, orders };

  function placeOrder(at) {
    const known = customers.filter((customer) => customer.at < at);
    const customer = known[Math.floor(known.length * random() ** 2)] ?? customers[0];
    const [item, price] = ITEMS[Math.floor(ITEMS.length * random() ** 1.5)];
    const isOld = at < now - 2 * DAY_MS;
    const luck = random();
    const isNew = at > now - 4 * 3_600_000;
    const pendingFrom = isNew ? 0.04 : isOld ? 0.985 : 0.6;
    const status = luck > pendingFrom ? 'pending' : luck > pendingFrom - 0.04 ? 'cancelled' : 'confirmed';
    const settledAt = Math.min(at + (1 + 40 * random()) * 3_600_000, Math.max(at, now - 60_000));
    return {
      ...{ id: idAt(at), customer, item, amount: price, status, at, settledAt },
      staff: pick([
        [2, staff[0]],
        [5, staff[1]],
        [3, staff[2]],
      ])[1],
      sms: random() < 0.03 ? null : tell(at, customer),
    };
  }

  /** An order of the last minutes has an SMS that is still under way. */
  function tell(at, customer) {
    const [, status, reason] =
      at > now - 10 * 60_000 ? [1, at > now - 300_000 ? 'queued' : 'sent', null] : pick(OUTCOMES);
    const isBilled = ['sent', 'delivered', 'undelivered'].includes(status);
    return { id: idAt(at + 1), status, reason, isBilled, at: at + 2_000, network: isBilled ? customer.network : null };
  }
}

/** The instants at which orders come, oldest first. */
function placesInTime(now, random, pick) {
  const days = Array.from({ length: DAYS }, (_, back) => {
    const midnight = Math.floor((now + EAST_HOURS * 3_600_000) / DAY_MS - back) * DAY_MS - EAST_HOURS * 3_600_000;
    const weekday = new Date(midnight + 12 * 3_600_000).getUTCDay();
    return [WEEKDAYS[weekday] * (1 - back / 200), midnight];
  });
  const hours = HOURS.map((share, place) => [share, 7 + place]);
  const instants = Array.from({ length: ORDERS - 6 }, () => {
    const at = pick(days)[1] + (pick(hours)[1] + random()) * 3_600_000;
    return at < now - 600_000 ? at : at - 7 * DAY_MS;
  });
  const newest = Array.from({ length: 6 }, (_, place) => now - 30_000 - place * 100_000);
  return [...instants, ...newest].sort((one, other) => one - other);
}
