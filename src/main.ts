import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { createApp } from './app.js';
import { BackupError } from './backup/backup.error.js';
import { runCommand } from './commands.js';
import { readCommand } from './config/command-line.js';
import type { Config } from './config/config.js';
import { findEmptyFileNames } from './config/environment.js';
import { ConfigError, loadConfig } from './config/load-config.js';
import { SandboxAddresses } from './config/sandbox-addresses.js';
import { summarize } from './config/start-summary.js';
import { findUnknownVariables } from './config/unknown-variables.js';
import { findUnusedVariables } from './config/unused-variables.js';
import { welcome } from './config/welcome.js';
import { migrateOrWait } from './database/awaited-migration.js';
import { DatabaseError } from './database/database.errors.js';
import { checkReplica } from './database/replica/replica-check.js';
import { explainStartFault, findPasswordVariable, isDatabaseFault } from './database/start-faults.js';
import { startDatabase } from './development/postgres/start-database.js';
import { EmbeddedPostgresError } from './development/postgres/start-failure.js';
import { Draining } from './http/draining.js';
import { checkListening, explainListening, findOwnAddresses, ListeningError } from './http/listening.js';

/**
 * Seconds that requests and SMS under way get to finish after the signal to stop.
 * An SMS takes SMS_TIMEOUT_SECONDS, which is 8 at most.
 */
const DRAIN_SECONDS = 10;

const ONE_MACHINE =
  'The embedded PostgreSQL is for one machine. The way to a server of your own begins in docs/operations.md#from-one-machine-to-a-server.';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function start(): Promise<void> {
  // biome-ignore lint/nursery/noJsRestrictedProperties: handed to src/config, where it is read
  const { env } = process;
  for (const warning of [...findUnknownVariables(env), ...findEmptyFileNames(env)])
    console.error(`warning: ${warning}`);
  const config = loadConfig(env);
  for (const warning of findUnusedVariables(config, env)) console.error(`warning: ${warning}`);
  await checkListening(config.HOST, config.PORT);
  const database = await startDatabase(config, say);
  try {
    await migrateOrWait(database.url, say, { ...config, MIGRATION_DATABASE_URL: database.migrationUrl });
    await checkReplica(database.url, config, say);
    const app = await createApp(config, database.url).catch((error) => {
      throw isDatabaseFault(error) ? explainStartFault(error, database.url, findPasswordVariable(config)) : error;
    });
    await app.listen(config.PORT, config.HOST).catch((error) => {
      throw explainListening(error);
    });
    const { port } = app.getHttpServer().address() as AddressInfo;
    const phonesUrl = app.get(SandboxAddresses).carrier?.() ?? null;
    stopOnSignal(async (signal) => {
      if (signal === 'SIGTERM') {
        say('told to stop; /readyz says so, and requests are taken for 2 s more…');
        void app
          .get(Draining)
          .begin()
          .then(() => say('stopping…'));
      } else {
        say('stopping…');
        // Nest waits for the SMS under way before it closes the server, so this closes it first.
        app.getHttpServer().close();
      }
      await app.close();
      await database.leave();
    });
    if (config.DATABASE_URL === undefined) say(ONE_MACHINE);
    // Whoever reads this may stop the service at once, so the signals are heard by now.
    say(welcome(config, { port, phonesUrl, ownAddresses: findOwnAddresses() }));
    if (config.NODE_ENV === 'production') logSettings(app.getHttpAdapter().getInstance().log, config);
  } catch (error) {
    await database.leave();
    throw error;
  }
}

/** Ends a start, or a command, that is told to stop: its transaction is undone by PostgreSQL. */
const leaveAtOnce = (): void => process.exit(1);

function stopOnSignal(stop: (signal: NodeJS.Signals) => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, leaveAtOnce);
  const onSignal = (received: NodeJS.Signals): void => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, onSignal);
    setTimeout(() => process.exit(1), DRAIN_SECONDS * 1000).unref();
    stop(received).then(
      () => process.exit(0),
      (error) => fail(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

/** Writes one sentence for a fault that the operator can correct, or else the whole error. */
function fail(error: unknown): never {
  const correctable = [BackupError, ConfigError, DatabaseError, EmbeddedPostgresError, ListeningError].some(
    (kind) => error instanceof kind,
  );
  console.error(correctable ? (error as Error).message : error);
  process.exit(1);
}

/** Writes what this start is set to, and one warning for each thing that is missing. */
function logSettings(log: FastifyBaseLogger, config: Readonly<Config>): void {
  const { facts, missing } = summarize(config);
  log.info({ settings: facts }, 'started with these settings');
  for (const sentence of missing) log.warn(`missing: ${sentence}`);
}

// The service goes on when whoever reads its output ends.
process.stdout.on('error', () => undefined);

// The kernel keeps a signal from the first process of a container that does not listen for it.
if (process.pid === 1) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leaveAtOnce);

const command = readCommand(process.argv.slice(2));
if ('print' in command) say(command.print);
else if ('refusal' in command) {
  console.error(command.refusal);
  process.exitCode = 1;
} else if ('start' in command) start().catch(fail);
// biome-ignore lint/nursery/noJsRestrictedProperties: handed to src/config, where it is read
else runCommand(command, process.env, say).catch(fail);
