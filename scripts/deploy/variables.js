import { readFileSync } from 'node:fs';

/** Rows of docs/configuration.md: the name of a variable, and what stands beside it. */
const ROW = /^\| `([A-Z_]+)` \|(.*)$/gm;

/** The variables of the service, as docs/configuration.md lists them. */
export function readVariables(page = readFileSync('docs/configuration.md', 'utf8')) {
  const rows = [...page.matchAll(ROW)].map(([, name, rest]) => ({ name, rest }));
  const secrets = rows.filter(({ name, rest }) => rest.includes(`\`${name}_FILE\``)).map(({ name }) => name);
  return { names: rows.map(({ name }) => name), secrets };
}

/**
 * What is wrong with the variables that a container of ours gets.
 * A secret comes from a file. A URL of a database may stand there when it has no password.
 * @param {Record<string, string>} given
 * @param {{ names: string[], secrets: string[] }} variables
 * @returns {string[]}
 */
export function findVariableFaults(given, { names, secrets }) {
  return Object.entries(given).flatMap(([name, value]) => {
    const inFile = name.replace(/_FILE$/, '');
    if (!names.includes(name) && !(name.endsWith('_FILE') && secrets.includes(inFile)))
      return `${name} is no variable of Agiza`;
    if (!secrets.includes(name)) return [];
    if (name.endsWith('DATABASE_URL') && !/:\/\/[^/@]*:[^/@]*@/.test(value)) return [];
    return `${name} is a secret, and stands in the file: name a file in ${name}_FILE`;
  });
}
