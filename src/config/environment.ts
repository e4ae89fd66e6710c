import { getMetadataStorage } from 'class-validator';
import { removeMargins, removeQuotes } from './clean-text.js';
import { Config } from './config.js';
import { nameFileOf, readSecretFile } from './secret-files.js';

/** Every variable that {@link Config} declares. */
export const VARIABLES: readonly string[] = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Config, '', true, false)
      .map((rule) => rule.propertyName),
  ),
];

/** The variables that are set, by name, and one sentence for each that cannot be read. */
export interface Environment {
  readonly given: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

/**
 * Reads the known variables, or the files that hold them.
 * An empty variable counts as unset, as in a compose file's `NAME=`.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of VARIABLES) {
    const result = readVariable(env, name);
    if ('fault' in result) faults.push(`${result.of}: ${result.fault}`);
    else if (result.value !== '') given[name] = result.value;
  }
  return { given, faults };
}

/** One sentence for each `NAME_FILE` that is set and names no file, since it changes nothing. */
export const findEmptyFileNames = (env: NodeJS.ProcessEnv): string[] =>
  VARIABLES.flatMap((name) => nameFileOf(name) ?? [])
    .filter((fileName) => env[fileName] !== undefined && removeMargins(env[fileName]) === '')
    .map((fileName) => `${fileName} is empty, so no file is read: name the file, or leave the variable out`);

/** Whether a variable has a value, by itself or in a file, which this does not read. */
export function isGiven(env: NodeJS.ProcessEnv, name: string): boolean {
  const fileName = nameFileOf(name);
  const texts = [
    removeQuotes(removeMargins(env[name] ?? '')),
    fileName === null ? '' : removeMargins(env[fileName] ?? ''),
  ];
  return texts.some((text) => text !== '');
}

function readVariable(env: NodeJS.ProcessEnv, name: string): { value: string } | { of: string; fault: string } {
  const text = env[name] ?? '';
  const fileName = nameFileOf(name);
  const path = fileName === null ? '' : removeMargins(env[fileName] ?? '');
  if (fileName !== null && path !== '') {
    if (text !== '') return { of: name, fault: `is set twice, by itself and by ${fileName}; leave one of them out` };
    const file = readSecretFile(path);
    return 'fault' in file ? { of: fileName, fault: file.fault } : file;
  }
  const value = removeMargins(text);
  if (value === '' && text !== '') return { of: name, fault: 'is blank; give it a value, or leave it out' };
  return { value: removeQuotes(value) };
}
