import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, 'wrk.lua');

/**
 * The arguments of wrk. One thread sends several times what the services answer.
 * It leaves them the other cores.
 */
export function wrkArguments({ url, calls, connections, seconds }) {
  const seed = String(Math.floor(Math.random() * 2 ** 31));
  return ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', SCRIPT, url, '--', calls, seed];
}
