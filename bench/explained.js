import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** With auto_explain PostgreSQL writes each statement's plan into its log. */
const EXPLAINED = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_format': 'json',
  'auto_explain.log_analyze': 'on',
};

/** Explains the statements of connections that begin from now on. @param {string} name of the database */
export async function explainAll(client, name) {
  for (const [parameter, value] of Object.entries(EXPLAINED))
    await client.query(`alter database ${name} set ${parameter} = '${value}'`);
}

/** What PostgreSQL has written. @param {import('./stage.js').Stage} stage */
export const serverLog = (stage) => readFile(join(stage.folder, 'postgres', 'server.log'), 'utf8');

/**
 * The plans in a log, each with its steps.
 * @param {string} log
 * @returns {{ text: string, steps: Record<string, any>[] }[]}
 */
export const plansIn = (log) =>
  [...log.matchAll(/plan:\s*\n((?:\t.*\n)+)/g)]
    .map(([, json]) => JSON.parse(json))
    .map(({ 'Query Text': text, Plan }) => ({ text, steps: flat(Plan) }));

const flat = (node) => [node, ...(node.Plans ?? []).flatMap(flat)];
