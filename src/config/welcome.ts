import type { Config } from './config.js';

/** What `--help` prints. */
export const HELP = `Agiza, a customer and order desk.

  npm start            build if needed, start (with a PostgreSQL of its own unless DATABASE_URL is set), and say how to go on
  npm run start:prod   the same without building

It runs on Node 20.19 or newer; its image and .nvmrc have Node 24.
It is configured by environment variables alone; docs/configuration.md lists them all. Ctrl-C stops it.`;

/**
 * What a start says: where the service and the sandbox's phones are, and the next thing to try.
 * Development also shows the key that registers an admin.
 * @param phonesUrl null without a sandbox carrier
 */
export function welcome(config: Readonly<Config>, url: string, phonesUrl: string | null): string {
  const address = url.replace('127.0.0.1', 'localhost');
  if (config.NODE_ENV === 'production') return `Agiza listens at ${url}`;
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

Try this next, to become an admin and get a token:

  curl ${address}/api/auth/admin-register/ --data '${JSON.stringify(admin)}'
`;
}
