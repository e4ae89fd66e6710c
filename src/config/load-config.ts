import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Config } from './config.js';
import { explainFolderFault, FOLDER_PATH } from './data-folder.js';
import { findDatabaseFaults } from './database-rules.js';
import { DEVELOPMENT_DEFAULTS, makeSecrets, makeUnkeptSecrets } from './development-defaults.js';
import { isGiven, readEnvironment } from './environment.js';
import { findProductionFaults, PRODUCTION_DEFAULTS } from './production-rules.js';
import { findTemplateFaults } from './template-rule.js';

/** Pairs of variables of which one is of no use without the other. */
const PAIRS = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['FACEBOOK_CLIENT_ID', 'FACEBOOK_CLIENT_SECRET'],
  ['AT_USERNAME', 'AT_API_KEY'],
] as const;

/** The environment cannot be used. The message names every fault, one a line, and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(faults: readonly string[]) {
    super(['These settings need a change:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/**
 * Reads and checks the environment, and the files of secrets that it names.
 * @throws ConfigError naming every variable that is missing or malformed, never its value.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Readonly<Config> {
  const { given, faults } = readEnvironment(env);
  const production = given.NODE_ENV === 'production';
  const defaults = production ? { defaults: PRODUCTION_DEFAULTS, faults: [] } : makeDevelopmentDefaults(given);
  const config = plainToInstance(Config, { ...defaults.defaults, ...given }, { exposeDefaultValues: true });
  const all = [
    ...faults,
    ...defaults.faults,
    ...findHalfPairs(given),
    ...findDatabaseFaults(given),
    ...(production ? findProductionFaults(config, given) : []),
    ...findMalformed(config),
    ...findTemplateFaults(config),
  ];
  if (all.length > 0) throw new ConfigError(keepFirstOfEach(all));
  return Object.freeze(config);
}

/** What `npm run migrate` reads. Its process needs no secret but those of the database. */
const OF_MIGRATIONS = ['NODE_ENV', 'DATA_DIR', 'DATABASE_', 'MIGRATION_DATABASE_'];

/**
 * Reads and checks the variables of the database alone; everything else has its default.
 * @throws ConfigError as {@link loadConfig} does
 */
export function loadMigrationConfig(env: NodeJS.ProcessEnv): Readonly<Config> {
  const ours = Object.entries(env).filter(([name]) => OF_MIGRATIONS.some((start) => name.startsWith(start)));
  const { NODE_ENV, ...rest } = Object.fromEntries(ours);
  const needsUrl = NODE_ENV === 'production' && !isGiven(env, 'DATABASE_URL');
  if (needsUrl) throw new ConfigError(['DATABASE_URL: must be set in production']);
  return loadConfig({ ...makeUnkeptSecrets(), ...rest });
}

function makeDevelopmentDefaults(given: Readonly<Record<string, string>>) {
  const folder = given.DATA_DIR ?? new Config().DATA_DIR;
  try {
    const secrets = FOLDER_PATH.test(folder) ? makeSecrets(folder, given) : makeUnkeptSecrets();
    return { defaults: { ...DEVELOPMENT_DEFAULTS, ...secrets }, faults: [] };
  } catch (error) {
    const fault = `DATA_DIR: ${explainFolderFault(error as NodeJS.ErrnoException)}`;
    return { defaults: { ...DEVELOPMENT_DEFAULTS, ...makeUnkeptSecrets() }, faults: [fault] };
  }
}

/** One sentence for each variable whose other half is missing. The missing one is first. */
function findHalfPairs(given: Readonly<Record<string, string>>): string[] {
  return PAIRS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const])
    .filter(([here, there]) => given[here] !== undefined && given[there] === undefined)
    .map(([here, there]) => `${there}: must be set together with ${here}`);
}

/** One sentence for each value that a rule of {@link Config} refuses. */
function findMalformed(config: Config): string[] {
  return validateSync(config, { validationError: { target: false, value: false } }).map(
    ({ property, constraints = {} }) => `${property}: ${Object.values(constraints).join('; ')}`,
  );
}

/** One fault for each variable, the first. `NAME_FILE` is the same variable as `NAME`. */
function keepFirstOfEach(faults: readonly string[]): string[] {
  const subjects = faults.map((fault) => fault.split(':')[0]?.replace(/_FILE$/, ''));
  return faults.filter((_, place) => subjects.indexOf(subjects[place]) === place);
}
