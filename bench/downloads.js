import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * How fast a client reads: so many bytes, and then a rest.
 * @typedef {{ bytes: number, restMs: number }} Pace
 */

/** A service that did not wait for this client would hold most of a list in memory. @type {Pace} */
export const SLOW = { bytes: 262_144, restMs: 20 };
/** @type {Pace} */
export const FAST = { bytes: Number.POSITIVE_INFINITY, restMs: 0 };

/**
 * Reads a whole answer at the client's pace, and counts the character `mark` in it.
 * @param {string} url
 * @param {import('node:http').OutgoingHttpHeaders} headers
 * @param {string} mark
 * @param {Pace} pace
 * @throws Error unless all of a 200 arrives
 */
export async function download(url, headers, mark, { bytes, restMs }) {
  const request = get(url, { headers, agent: false });
  const [answer] = await once(request, 'response');
  let unrested = 0;
  const found = await countIn(answer, mark, async (length) => {
    unrested += length;
    if (unrested < bytes) return;
    unrested = 0;
    await delay(restMs);
  });
  if (answer.statusCode !== 200 || !answer.complete)
    throw new Error(`${url} answered ${answer.statusCode}${answer.complete ? '' : ' and broke off'}`);
  return found;
}

/** How often the character `mark` occurs in a stream. */
export async function countIn(stream, mark, afterChunk = async (_length) => {}) {
  const byte = mark.charCodeAt(0);
  let found = 0;
  for await (const chunk of stream) {
    for (let at = chunk.indexOf(byte); at >= 0; at = chunk.indexOf(byte, at + 1)) found++;
    await afterChunk(chunk.length);
  }
  return found;
}
