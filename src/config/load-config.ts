import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { Config } from './config.js';
import { findDatabaseFaults } from './database-rules.js';
import { makeDevelopmentDefaults } from './development-defaults.js';
import { findProductionFaults, PRODUCTION_DEFAULTS } from './production-rules.js';

/** Every variable that {@link Config} declares. */
const NAMES = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Config, '', true, false)
      .map((rule) => rule.propertyName),
  ),
];

const PROVIDERS = ['GOOGLE', 'GITHUB', 'FACEBOOK'];

/** The environment cannot be used. The message names every fault, one a line, and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(faults: readonly string[]) {
    super(['These settings need a change:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/**
 * Reads and checks the environment.
 * An empty variable counts as unset, as in a compose file's `NAME=`.
 * @throws ConfigError naming every variable that is missing or malformed, never its value.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Readonly<Config> {
  const given = Object.fromEntries(NAMES.filter((name) => env[name]).map((name) => [name, env[name]]));
  const production = given.NODE_ENV === 'production';
  const defaults = production ? PRODUCTION_DEFAULTS : makeDefaults(given.DATA_DIR ?? new Config().DATA_DIR);
  const config = plainToInstance(
    Config,
    { ...defaults, ...given },
    { enableImplicitConversion: true, exposeDefaultValues: true },
  );
  const missing = [
    ...findHalfCredentials(given),
    ...findDatabaseFaults(given),
    ...(production ? findProductionFaults(config, given) : []),
  ];
  const malformed = validateSync(config, { validationError: { target: false, value: false } })
    .filter(({ property }) => !missing.some((fault) => fault.startsWith(`${property}:`)))
    .map(
      ({ property, constraints }) =>
        `${property}: ${Object.values(constraints ?? {})
          .join('; ')
          .replaceAll(`${property} `, '')}`,
    );
  if (missing.length + malformed.length > 0) throw new ConfigError([...missing, ...malformed]);
  return Object.freeze(config);
}

function makeDefaults(dataDir: string): Record<string, string> {
  try {
    return makeDevelopmentDefaults(dataDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      `DATA_DIR: cannot keep the development secrets there (${code}); name a folder that this user may write to`,
    ]);
  }
}

/** One sentence for each client id without its secret, or the reverse. The missing one is first. */
function findHalfCredentials(given: Record<string, unknown>): string[] {
  return PROVIDERS.map((provider) => [`${provider}_CLIENT_ID`, `${provider}_CLIENT_SECRET`] as const)
    .flatMap(([id, secret]) => [[id, secret] as const, [secret, id] as const])
    .filter(([here, there]) => given[here] !== undefined && given[there] === undefined)
    .map(([here, there]) => `${there}: must be set together with ${here}`);
}
