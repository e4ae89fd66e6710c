import { execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const POSTGRESQL = '/usr/lib/postgresql';

/** Programs, with the package of Debian that has each. */
const PACKAGES = {
  patroni: ['patroni', '/usr/bin/patroni'],
  etcd: ['etcd-server', '/usr/bin/etcd'],
  haproxy: ['haproxy', '/usr/sbin/haproxy'],
};

/** The folder of PostgreSQL's programs, the newest that is installed; null for none. */
export function findPostgres() {
  if (!existsSync(POSTGRESQL)) return null;
  const versions = readdirSync(POSTGRESQL)
    .map(Number)
    .sort((a, b) => b - a);
  return (
    versions.map((version) => join(POSTGRESQL, `${version}`, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ??
    null
  );
}

/** The path of a program. @param {keyof typeof PACKAGES} name */
export const pathOf = (name) => PACKAGES[name][1];

/** The packages that are missing. */
export const findMissing = () => [
  ...Object.values(PACKAGES)
    .filter(([, path]) => !existsSync(path))
    .map(([name]) => name),
  ...(findPostgres() === null ? ['postgresql'] : []),
];

/** Runs programs as an ordinary user: PostgreSQL refuses root, which is why the drill then takes `postgres`. */
export class Programs {
  #stage;
  #user = process.getuid?.() === 0 ? findUser('postgres') : null;

  /** @param {import('../bench/stage.js').Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    this.folder = join(stage.folder, 'servers');
    this.makeFolder('.');
    if (this.#user !== null) execFileSync('chmod', ['o+x', stage.folder]);
  }

  /** Makes a folder that the user owns. @param {string} name */
  makeFolder(name) {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (this.#user !== null) chownSync(path, this.#user.uid, this.#user.gid);
    return path;
  }

  /** Starts a program, which is killed at the end. Its output goes to a file. */
  start(name, path, args) {
    const log = openSync(join(this.folder, `${name}.log`), 'a');
    const child = spawn(path, args, {
      ...this.#user,
      cwd: this.folder,
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#stage.ending(() => child.kill('SIGKILL'));
    return child;
  }

  /** The end of what a program wrote. @param {string} name */
  log(name) {
    return readFileSync(join(this.folder, `${name}.log`), 'utf8').slice(-3000);
  }
}

function findUser(name) {
  const idOf = (flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Kills a process and all below it. @param {number} pid */
export function killTree(pid) {
  const parents = new Map();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      // The name of the program may have blanks and brackets itself.
      const [, parent] = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      parents.set(Number(entry), Number(parent));
    } catch {
      // It has ended meanwhile.
    }
  }
  const killed = [pid];
  for (const above of killed) for (const [child, parent] of parents) if (parent === above) killed.push(child);
  for (const each of killed) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
