import { isIPv6 } from 'node:net';
import type { Config } from './config.js';

/** Hosts to listen on that a browser on this machine reaches as `localhost`. */
const LOCAL = ['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::'];

/** Hosts to listen on that mean every address of the machine. */
export const EVERY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];

/**
 * The host name at which browsers reach the service, as URLs write it.
 * It is that of PUBLIC_URL, or else the one of HOST.
 */
export const choosePublicHost = ({ PUBLIC_URL, HOST }: Pick<Config, 'PUBLIC_URL' | 'HOST'>): string =>
  PUBLIC_URL === undefined ? chooseOwnHost(HOST) : new URL(PUBLIC_URL).hostname;

/** An address or name to listen on, as URLs write it. */
export function writeHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return isIPv6(host) ? `[${host.replace(/%.*/, '')}]` : host;
}

/** The host name at which this machine reaches what listens on `host`, as URLs write it. */
export const chooseOwnHost = (host: string): string => (LOCAL.includes(host) ? 'localhost' : writeHost(host));
