import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { Config } from './config.js';
import { ConfigError } from './config-error.js';
import { developmentDefaults } from './development-defaults.js';
import { productionDefaults, productionFaults } from './production-rules.js';
import { credentialFaults } from './provider-credentials.js';

/** Every variable that {@link Config} declares. */
const NAMES = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Config, '', true, false)
      .map((rule) => rule.propertyName),
  ),
];

/** @throws ConfigError naming every variable that is missing or malformed, never its value. */
export function loadConfig(env: NodeJS.ProcessEnv): Readonly<Config> {
  // An empty variable counts as unset, as in a compose file's `NAME=`.
  const given = Object.fromEntries(NAMES.filter((name) => env[name]).map((name) => [name, env[name]]));
  const production = given.NODE_ENV === 'production';
  const defaults = production ? productionDefaults : defaultsUnder(given.DATA_DIR ?? new Config().DATA_DIR);
  const config = plainToInstance(Config, { ...defaults, ...given }, { enableImplicitConversion: true, exposeDefaultValues: true });
  const missing = [...credentialFaults(given), ...(production ? productionFaults(config, given) : [])];
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

function defaultsUnder(dataDir: string): Record<string, string> {
  try {
    return developmentDefaults(dataDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([`DATA_DIR: cannot keep the development secrets there (${code}); name a folder that this user may write to`]);
  }
}
