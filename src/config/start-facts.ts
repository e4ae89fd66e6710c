import type { Config } from './config.js';
import { DOCUMENTED_ADMIN_KEY } from './development-defaults.js';
import { chooseOwnHost, EVERY_ADDRESS } from './public-host.js';
import { costsMoney } from './sandbox-addresses.js';
import { summarize } from './start-summary.js';

/** What is known of a start once it listens. */
export interface StartAddresses {
  /** The port that the service listens on. */
  readonly port: number;
  /** Where the sandbox's phones are; null without a sandbox carrier. */
  readonly phonesUrl: string | null;
  /** Addresses of this machine, at which other devices reach it. */
  readonly ownAddresses: readonly string[];
}

/** One thing that a development start tells. */
export interface StartFact {
  readonly name: string;
  readonly value: string;
  /** What the value is for. */
  readonly note?: string;
}

/**
 * What a development start tells: where it is, its settings, and what is missing.
 * Facts of one name stand together.
 * It has no secret, since whoever reaches the service may read it.
 * The documented admin key is none.
 */
export function listStartFacts(config: Readonly<Config>, addresses: StartAddresses): StartFact[] {
  const { facts, missing } = summarize(config);
  return [
    ...listAddresses(config, addresses),
    tellAdminKey(config),
    ...Object.entries(facts).map(([name, value]) => ({ name: capitalize(name), value })),
    ...(missing.length > 0 ? missing : ['nothing']).map((value) => ({ name: 'Missing', value })),
    ...warnOfCosts(config),
  ];
}

/**
 * The command that registers an admin of a development start.
 * It has the first of ADMIN_API_KEYS.
 */
export function writeRegistration(config: Readonly<Config>, port: number): string {
  const admin = {
    email: 'blabla@gmail.com',
    phone_number: '+25471232435',
    password: '////.///Rono123',
    api_key: config.ADMIN_API_KEYS[0],
  };
  return `curl ${addressOf(config, port)}/api/auth/admin-register/ --data '${JSON.stringify(admin)}'`;
}

/** Whether the admin key is the documented one of development, which is no secret. */
export const hasDocumentedKey = ({ ADMIN_API_KEYS }: Readonly<Config>): boolean =>
  ADMIN_API_KEYS[0] === DOCUMENTED_ADMIN_KEY;

const addressOf = ({ HOST }: Readonly<Config>, port: number): string => `http://${chooseOwnHost(HOST)}:${port}`;

const capitalize = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function listAddresses(config: Readonly<Config>, { port, phonesUrl, ownAddresses }: StartAddresses): StartFact[] {
  const address = addressOf(config, port);
  const phones = phonesUrl?.replace('127.0.0.1', 'localhost');
  return [
    { name: 'Agiza listens at', value: address, note: 'open it in a browser to sign in' },
    ...(config.DOCS === 'on' ? [{ name: 'API documents at', value: `${address}/docs` }] : []),
    ...(phones === undefined
      ? []
      : [{ name: 'Texts arrive at', value: phones, note: "the sandbox's phones; nothing is really sent" }]),
    ...tellOthers(config, port, ownAddresses),
  ];
}

/**
 * Says how another device signs in at a service that listens on every address.
 * Without PUBLIC_URL the providers send browsers back to localhost, which is another machine there.
 */
function tellOthers(
  { HOST, PUBLIC_URL }: Readonly<Config>,
  port: number,
  ownAddresses: readonly string[],
): StartFact[] {
  if (!EVERY_ADDRESS.includes(HOST) || PUBLIC_URL !== undefined) return [];
  return ownAddresses.map((own) => {
    const value = `http://${own}:${port}`;
    return { name: 'Other devices at', value, note: `to sign in there, start with PUBLIC_URL=${value}` };
  });
}

function tellAdminKey(config: Readonly<Config>): StartFact {
  const name = 'Admin API key';
  return hasDocumentedKey(config)
    ? { name, value: DOCUMENTED_ADMIN_KEY, note: 'of this development start; production refuses it' }
    : { name, value: 'the first of ADMIN_API_KEYS' };
}

function warnOfCosts(config: Readonly<Config>): StartFact[] {
  if (!costsMoney(config)) return [];
  const value = `Real SMS go out as ${config.AT_USERNAME} and cost money.`;
  return [{ name: 'Costs', value, note: 'without AT_USERNAME and AT_API_KEY nothing is sent' }];
}
