import { createApp } from './app.js';
import { ConfigError } from './config/config-error.js';
import { loadConfig } from './config/load-config.js';
import { isCarrierSandboxed } from './config/sandboxed.js';
import { HELP, welcome } from './config/welcome.js';
import { DatabaseError } from './database/database-error.js';
import { migrate } from './database/migrate.js';
import { SandboxCarrier } from './development/carrier/sandbox-carrier.js';
import { EmbeddedPostgres } from './development/postgres/embedded-postgres.js';
import { EmbeddedPostgresError } from './development/postgres/embedded-postgres-error.js';

/** Seconds that requests and texts under way get after the signal to stop; a text takes SMS_TIMEOUT_SECONDS, 8 at most. */
const DRAIN_SECONDS = 10;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function start(): Promise<void> {
  // biome-ignore lint/nursery/noJsRestrictedProperties: handed to src/config, where it is read
  const config = loadConfig(process.env);
  const embedded = config.DATABASE_URL === undefined ? await EmbeddedPostgres.start(config.DATA_DIR, { log: say }) : null;
  try {
    const databaseUrl = config.DATABASE_URL ?? embedded?.url ?? '';
    await migrate(databaseUrl, say);
    const app = await createApp(config, databaseUrl);
    await app.listen(config.PORT, config.HOST);
    const phonesUrl = isCarrierSandboxed(config) ? app.get(SandboxCarrier).url : null;
    say(welcome(config, await app.getUrl(), phonesUrl));
    stopOnSignal(async () => {
      // Nest would first wait for the texts under way, and take new requests all the while.
      app.getHttpServer().close();
      await app.close();
      await embedded?.leave();
    });
  } catch (error) {
    await embedded?.leave();
    throw error;
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  const onSignal = (): void => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, onSignal);
    say('stopping…');
    setTimeout(() => process.exit(1), DRAIN_SECONDS * 1000).unref();
    stop().then(
      () => process.exit(0),
      (error) => fail(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

/** What the operator can mend is said in a sentence; anything else is a fault of ours and shows where. */
function fail(error: unknown): never {
  const mendable = error instanceof ConfigError || error instanceof DatabaseError || error instanceof EmbeddedPostgresError;
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  console.error(
    taken ? 'Another program listens on this port: set PORT to a free one, or to 0 for any.' : mendable ? error.message : error,
  );
  process.exit(1);
}

// Whoever reads our lines may go away; the service stays.
process.stdout.on('error', () => undefined);

if (process.argv.includes('--help')) say(HELP);
else start().catch(fail);
