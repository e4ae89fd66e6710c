import { createApp } from './app.js';
import { ConfigError, loadConfig } from './config/load-config.js';
import { SandboxAddresses } from './config/sandbox-addresses.js';
import { HELP, welcome } from './config/welcome.js';
import { DatabaseError } from './database/database.errors.js';
import { migrate } from './database/migrate.js';
import { explainStartFault, isDatabaseFault } from './database/start-faults.js';
import { startDatabase } from './development/postgres/start-database.js';
import { EmbeddedPostgresError } from './development/postgres/start-failure.js';

/**
 * Seconds that requests and SMS under way get to finish after the signal to stop.
 * An SMS takes SMS_TIMEOUT_SECONDS, which is 8 at most.
 */
const DRAIN_SECONDS = 10;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function start(): Promise<void> {
  // biome-ignore lint/nursery/noJsRestrictedProperties: handed to src/config, where it is read
  const config = loadConfig(process.env);
  const database = await startDatabase(config, say);
  try {
    await migrate(database.url, say, config);
    const app = await createApp(config, database.url).catch((error) => {
      throw isDatabaseFault(error) ? explainStartFault(error, database.url) : error;
    });
    await app.listen(config.PORT, config.HOST);
    say(welcome(config, await app.getUrl(), app.get(SandboxAddresses).carrier?.() ?? null));
    stopOnSignal(async () => {
      // Nest waits for the SMS under way before it closes the server, so this must close it first.
      app.getHttpServer().close();
      await app.close();
      await database.leave();
    });
  } catch (error) {
    await database.leave();
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

/** Writes one sentence for a fault that the operator can correct, or else the whole error. */
function fail(error: unknown): never {
  const correctable =
    error instanceof ConfigError || error instanceof DatabaseError || error instanceof EmbeddedPostgresError;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    console.error('Another program listens on this port: set PORT to a free one, or to 0 for any.');
  else console.error(correctable ? error.message : error);
  process.exit(1);
}

// The service goes on when whoever reads its output ends.
process.stdout.on('error', () => undefined);

if (process.argv.includes('--help')) say(HELP);
else start().catch(fail);
