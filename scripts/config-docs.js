import { readFileSync } from 'node:fs';
import ts from 'typescript';

const CONFIGS = ['src/config/config.ts', 'src/config/sms-config.ts'];
const PRODUCTION_RULES = 'src/config/production-rules.ts';
const MADE_FROM = `made by \`npm run docs\` from ${CONFIGS.join(' and ')}`;
const COLUMNS = 100;

/**
 * One environment variable.
 * @typedef {object} Variable
 * @property {string} name
 * @property {string} values the words or the range that it may have; empty when its meaning says so
 * @property {string | null} initial its default, as it would stand in the environment
 * @property {string} meaning one or more sentences
 */

/** What docs/configuration.md contains. */
export function renderConfigurationPage() {
  return [
    '# Configuration',
    `<!-- ${MADE_FROM} -->`,
    'Agiza is configured by environment variables. It checks them before anything starts, and names all faults at once. ' +
      'An empty variable counts as unset. `.env.example` has the same list to copy from.',
    'Spaces, line ends and quotes around a value do not count, nor do empty or repeated entries of a list. ' +
      '`true`, `yes` and `1` mean `on`. Capital and small letters mean the same in words and codes, but not in `NODE_ENV`.',
    'Each secret may come from a file: `JWT_SECRET_FILE=/run/secrets/jwt` instead of `JWT_SECRET`. ' +
      'The value is what the file holds, without the line break at its end.',
    ...readTopics().flatMap(({ title, variables }) => [`## ${title}`, renderTable(variables)]),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** What .env.example contains. */
export function renderEnvExample() {
  const topics = readTopics().flatMap(({ title, variables }) => [
    `# --- ${title} ---`,
    ...variables.map(({ name, initial, meaning }) => [...wrap(meaning), `# ${name}=${initial ?? ''}`].join('\n')),
  ]);
  return [
    [
      '# Copy this file to .env, remove the # before a variable, and set it. docker-compose.yml reads .env.',
      '# Without a container: node --env-file=.env dist/src/main.js',
      `# This file is ${MADE_FROM}.`,
    ].join('\n'),
    ...topics,
    '# --- Docker Compose ---',
    '# Of docker-compose.yml alone; Agiza itself does not read them. Its secrets are files of the folder secrets.\n# The image to run, instead of one that is built here:\n# AGIZA_IMAGE=agiza:local\n# Addresses of the network between the proxy and Agiza, where those collide with others of this machine:\n# FRONT_SUBNET=172.30.57.0/24',
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** @returns {{ title: string, variables: Variable[] }[]} */
function readTopics() {
  const required = readRequired();
  return CONFIGS.flatMap((path) => readTopicsOf(parse(path), required));
}

/** @returns {{ title: string, variables: Variable[] }[]} */
function readTopicsOf(file, required) {
  const [config] = file.statements.filter(ts.isClassDeclaration);
  const topics = [];
  for (const member of config.members) {
    const title = readTitle(file.text, member);
    if (title !== null) topics.push({ title, variables: [] });
    topics.at(-1).variables.push(readVariable(member, required));
  }
  return topics;
}

/** The heading in a comment before a member; null when there is none. */
function readTitle(text, member) {
  const comments = ts.getLeadingCommentRanges(text, member.pos) ?? [];
  const heading = comments.map(({ pos, end }) => text.slice(pos, end)).find((comment) => comment.startsWith('// ## '));
  return heading?.slice('// ## '.length) ?? null;
}

/** @returns {Variable} */
function readVariable(member, required) {
  const name = member.name.getText();
  const sentences = [ts.getTextOfJSDocComment(member.jsDoc[0].comment).replaceAll(/\s+/g, ' ')];
  if (isSecret(member)) sentences.push(`\`${name}_FILE\` may name a file that holds it.`);
  if (required.has(name)) sentences.push('Production must set it.');
  return {
    name,
    values: readValues(member),
    initial: member.initializer === undefined ? null : formatValue(member.initializer) || null,
    meaning: sentences.join(' '),
  };
}

/** Whether it has the decorator `@secret`. */
const isSecret = ({ modifiers }) =>
  modifiers.filter(ts.isDecorator).some(({ expression }) => expression.text === 'secret');

function readValues({ type, modifiers }) {
  if (ts.isUnionTypeNode(type)) return type.types.map(({ literal }) => `\`${literal.text}\``).join(', ');
  const calls = modifiers
    .filter(ts.isDecorator)
    .map(({ expression }) => expression)
    .filter(ts.isCallExpression);
  const range = calls.find(({ expression }) => expression.text === 'wholeNumber');
  return range === undefined ? '' : range.arguments.map(({ text }) => text).join(' to ');
}

const formatValue = (value) =>
  ts.isArrayLiteralExpression(value) ? value.elements.map(formatValue).join(',') : value.text;

/** The variables that production must set. */
function readRequired() {
  const declarations = parse(PRODUCTION_RULES)
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations);
  const { initializer } = declarations.find(({ name }) => name.text === 'REQUIRED');
  return new Set(initializer.elements.map(({ text }) => text));
}

const parse = (path) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);

function renderTable(variables) {
  const rows = variables.map(({ name, values, initial, meaning }) =>
    renderRow([`\`${name}\``, values, initial === null ? '' : `\`${initial}\``, meaning.replaceAll('|', '\\|')]),
  );
  return [renderRow(['variable', 'values', 'default', 'meaning']), '|---|---|---|---|', ...rows].join('\n');
}

const renderRow = (cells) => `| ${cells.join(' | ')} |`;

/** Comment lines of at most {@link COLUMNS} columns. */
function wrap(text) {
  const lines = ['#'];
  for (const word of text.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > COLUMNS) lines.push('#');
    lines.push(`${lines.pop()} ${word}`);
  }
  return lines;
}
