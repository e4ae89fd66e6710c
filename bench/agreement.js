import { send } from './client.js';

/** Fields of an SMS that only Agiza's answers have. */
const LEFT_OUT = new Set(['segments', 'cost', 'currency']);
/** Fields that are new with each order, so they differ between two equal placements. */
const NEW = new Set(['id', 'order_id', 'number', 'created_at']);

/**
 * Sends one call to every contender. All must answer the same, so that all do the same work.
 * @param {Record<string, import('./processes.js').Service>} services
 * @param {import('./load/load.js').Call} call
 * @throws Error naming a field that differs
 */
export async function agree(services, call) {
  const { agiza, ...peers } = services;
  const expected = await send(agiza.url, call);
  for (const [name, { url }] of Object.entries(peers)) {
    const difference = differenceOf(await send(url, call), expected, { path: call.path, alike: call.method === 'GET' });
    if (difference !== null) throw new Error(`${name} and agiza answer differently: ${difference}`);
  }
}

/** The first difference, in words. Null when there is none. */
function differenceOf(peer, agiza, { path, alike }) {
  if (typeof peer !== typeof agiza) return `${path} is ${JSON.stringify(peer)} instead of ${JSON.stringify(agiza)}`;
  if (typeof agiza !== 'object' || agiza === null || peer === null) {
    const free = !alike && NEW.has(path.split('.').at(-1) ?? '');
    return free || peer === agiza ? null : `${path} is ${JSON.stringify(peer)} instead of ${JSON.stringify(agiza)}`;
  }
  const missing = Object.keys(agiza).find((key) => !(key in peer) && !LEFT_OUT.has(key));
  if (missing !== undefined) return `${path}.${missing} is left out`;
  const parts = Object.keys(peer).map((key) => differenceOf(peer[key], agiza[key], { path: `${path}.${key}`, alike }));
  return parts.find((part) => part !== null) ?? null;
}
