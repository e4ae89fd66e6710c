import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'deploy/ansible';
/** Modules that cannot know whether they changed something. */
const COMMANDS = ['ansible.builtin.command', 'ansible.builtin.shell'];
const INCLUDES = ['ansible.builtin.import_tasks', 'ansible.builtin.include_tasks'];

/**
 * What is wrong with the playbook, by our own rules.
 * @param {object[]} play the first play
 * @param {Record<string, object[]>} taskFiles lists of tasks, by their path below the folder
 * @param {object} defaults of group_vars
 * @param {{ names: string[], secrets: string[] }} variables of the service
 * @param {string[]} composeSecrets what docker-compose.yml reads
 * @returns {string[]}
 */
export function findPlaybookFaults(play, taskFiles, defaults, variables, composeSecrets) {
  const tasks = [...play.tasks, ...Object.values(taskFiles).flat()];
  const included = tasks.flatMap((task) => INCLUDES.map((name) => task[name])).filter((path) => path !== undefined);
  const brought = [...defaults.agiza_secret_names, ...defaults.agiza_unused_secret_names];
  const settings = Object.keys(defaults.agiza_settings);
  const rules = [
    [
      included.every((path) => path in taskFiles) && Object.keys(taskFiles).every((path) => included.includes(path)),
      'includes other files than there are',
    ],
    [
      composeSecrets.every((name) => brought.includes(name)) && brought.every((name) => composeSecrets.includes(name)),
      'brings other secrets than docker-compose.yml reads',
    ],
    [
      settings.every((name) => variables.names.includes(name) && !variables.secrets.includes(name)),
      'sets what is no setting of Agiza, or a secret',
    ],
    [play.any_errors_fatal === true, 'goes on after a fault'],
  ];
  return [
    ...tasks.flatMap((task) => findTaskFaults(task).map((fault) => `“${task.name}” ${fault}`)),
    ...rules.filter(([holds]) => !holds).map(([, sentence]) => sentence),
  ].map((fault) => `${FOLDER}: ${fault}`);
}

function findTaskFaults(task) {
  const text = JSON.stringify(task);
  const sources = [
    ...filesOf(task, 'ansible.builtin.copy', 'files'),
    ...filesOf(task, 'ansible.builtin.template', 'templates'),
  ];
  const absent = sources.filter((path) => !existsSync(join(FOLDER, path)));
  const rules = [
    [/^["{A-Z]/.test(task.name ?? ''), 'has no name that begins with a capital letter'],
    [
      !COMMANDS.some((name) => name in task) || task.changed_when !== undefined,
      'does not say when it changed something',
    ],
    [
      !/agiza_secret\b|password }}|_token }}/.test(text) || task.no_log === true,
      'writes a secret into the log: no_log',
    ],
    [absent.length === 0, `copies what is not there: ${absent.join(', ')}`],
    [!/"mode":\s*\d/.test(text), 'has a mode that YAML takes for a number'],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

/** Files that a task copies. A loop has them as `from`. */
function filesOf(task, module, folder) {
  const source = task[module]?.src;
  if (source === undefined) return [];
  const names = source.includes('item.from') ? task.loop.map(({ from }) => from) : [source];
  return names.map((name) => join(folder, name));
}
