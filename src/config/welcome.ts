import type { Config } from './config.js';
import { chooseOwnHost, EVERY_ADDRESS, writeHost } from './public-host.js';
import { costsMoney } from './sandbox-addresses.js';
import { alignSummary, summarize } from './start-summary.js';

/**
 * What a start says: where the service and the sandbox's phones are, and the next thing to try.
 * Development also shows the settings, and the key that registers an admin.
 * @param port that the service listens on
 * @param phonesUrl null without a sandbox carrier
 * @param ownAddresses of this machine, at which other devices reach it
 */
export function welcome(
  config: Readonly<Config>,
  port: number,
  phonesUrl: string | null,
  ownAddresses: readonly string[],
): string {
  if (config.NODE_ENV === 'production') return `Agiza listens at http://${writeHost(config.HOST)}:${port}`;
  const address = `http://${chooseOwnHost(config.HOST)}:${port}`;
  const phones =
    phonesUrl === null
      ? ''
      : `Texts arrive at   ${phonesUrl.replace('127.0.0.1', 'localhost')}   (the sandbox's phones; nothing is really sent)\n`;
  const admin = {
    email: 'blabla@gmail.com',
    phone_number: '+25471232435',
    password: '////.///Rono123',
    api_key: config.ADMIN_API_KEYS[0],
  };
  return `
Agiza listens at  ${address}   (open it in a browser to sign in)
API documents at  ${address}/docs
${phones}Admin API key     ${config.ADMIN_API_KEYS[0]}   (of this development start; production refuses it)
${tellOthers(config, port, ownAddresses)}
${alignSummary(summarize(config))}
${warnOfCosts(config)}
Try this next, to become an admin and get a token:

  curl ${address}/api/auth/admin-register/ --data '${JSON.stringify(admin)}'
`;
}

/**
 * Says how another device signs in at a service that listens on every address.
 * Without PUBLIC_URL the providers send browsers back to localhost, which is another machine there.
 */
function tellOthers({ HOST, PUBLIC_URL }: Readonly<Config>, port: number, ownAddresses: readonly string[]): string {
  if (!EVERY_ADDRESS.includes(HOST) || PUBLIC_URL !== undefined || ownAddresses.length === 0) return '';
  const urls = ownAddresses.map((address) => `http://${address}:${port}`);
  return `Other devices at  ${urls.join(' or ')}   (to sign in there, start with PUBLIC_URL=${urls[0]})\n`;
}

function warnOfCosts(config: Readonly<Config>): string {
  if (!costsMoney(config)) return '';
  return `\nReal SMS go out as ${config.AT_USERNAME} and cost money. Without AT_USERNAME and AT_API_KEY nothing is sent.\n`;
}
