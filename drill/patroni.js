import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostgres, killTree, pathOf } from './programs.js';
import { findPort } from './service.js';

/** Servers of the cluster. */
export const NODES = 3;
const READY_MS = 90_000;
const LOOK_MS = 200;
const PASSWORD = 'drill';

/** Patroni's least: the leader's lease is over after 20 s. `loop_wait` and two retries fit into it. */
const TIMES = { ttl: 20, loop_wait: 5, retry_timeout: 5 };

/**
 * Three PostgreSQL under Patroni in synchronous mode, with etcd and HAProxy, all on 127.0.0.1.
 * HAProxy has a port that leads to the primary, and one that leads to the standbys.
 */
export class PatroniCluster {
  #programs;
  #nodes;
  #ports;

  constructor(programs, nodes, ports) {
    this.#programs = programs;
    this.#nodes = nodes;
    this.#ports = ports;
  }

  /**
   * @param {import('../bench/stage.js').Stage} stage
   * @param {import('./programs.js').Programs} programs
   */
  static async start(stage, programs) {
    const [etcd, peer, primary, standbys] = [await findPort(), await findPort(), await findPort(), await findPort()];
    const nodes = [];
    for (let n = 1; n <= NODES; n++)
      nodes.push({ name: `node${n}`, port: await findPort(), api: await findPort(), patroni: null });
    const cluster = new PatroniCluster(programs, nodes, { etcd, peer, primary, standbys });
    stage.ending(() => cluster.end());
    cluster.#startEtcd();
    for (const node of nodes) {
      cluster.#write(node);
      cluster.revive(node);
      // The first one makes the cluster, and the others copy it.
      if (node === nodes[0]) await cluster.waitUntil(({ leader }) => leader !== undefined);
    }
    await cluster.waitUntil(({ members, standby }) => members === NODES && standby !== undefined);
    cluster.#startProxy();
    return cluster;
  }

  /** Of the superuser, in the database `postgres`, at the primary. */
  get superuserUrl() {
    return this.url('postgres', 'postgres');
  }

  /** A URL at the primary, or at one of the standbys. */
  url(user, database, port = this.#ports.primary) {
    return `postgres://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  }

  get standbysPort() {
    return this.#ports.standbys;
  }

  /** Kills Patroni and PostgreSQL of the primary, as when its machine dies. Gives the node. */
  async killPrimary() {
    const { leader } = await this.#look();
    const node = this.#nodes.find(({ name }) => name === leader);
    this.#kill(node);
    return node;
  }

  /** Starts a node, or starts it again. Patroni makes it a standby if there is a primary. */
  revive(node) {
    node.patroni = this.#programs.start(node.name, pathOf('patroni'), [
      join(this.#programs.folder, `${node.name}.yml`),
    ]);
  }

  /** @throws Error with the end of the logs when it does not become so in time */
  async waitUntil(isSo) {
    for (const until = performance.now() + READY_MS; ; await delay(LOOK_MS)) {
      const seen = await this.#look();
      if (isSo(seen)) return seen;
      if (performance.now() > until)
        throw new Error(
          `Patroni is not ready: ${JSON.stringify(seen)}\n${this.#nodes.map(({ name }) => this.#programs.log(name)).join('\n\n')}`,
        );
    }
  }

  /** Ends every server. */
  end() {
    for (const node of this.#nodes) this.#kill(node);
  }

  /** What a node that answers says of all. */
  async #look() {
    for (const { api } of this.#nodes) {
      try {
        const answer = await fetch(`http://127.0.0.1:${api}/cluster`, { signal: AbortSignal.timeout(1_000) });
        const { members } = await answer.json();
        const running = members.filter(({ state }) => ['running', 'streaming'].includes(state));
        const named = (role) => running.find((member) => member.role === role)?.name;
        return { leader: named('leader'), standby: named('sync_standby'), members: running.length };
      } catch {
        // Another node may answer.
      }
    }
    return { leader: undefined, standby: undefined, members: 0 };
  }

  #kill({ name, patroni }) {
    if (patroni !== null) killTree(patroni.pid);
    const file = join(this.#programs.folder, name, 'postmaster.pid');
    if (existsSync(file)) killTree(Number(readFileSync(file, 'utf8').split('\n')[0]));
  }

  #startEtcd() {
    const { etcd, peer } = this.#ports;
    const [clients, peers] = [`http://127.0.0.1:${etcd}`, `http://127.0.0.1:${peer}`];
    this.#programs.start('etcd', pathOf('etcd'), [
      ...['--name', 'drill', '--data-dir', this.#programs.makeFolder('etcd'), '--logger', 'zap'],
      ...['--listen-client-urls', clients, '--advertise-client-urls', clients],
      ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers, '--initial-cluster', `drill=${peers}`],
    ]);
  }

  #startProxy() {
    const { primary, standbys } = this.#ports;
    const listen = (name, port) => `
listen ${name}
  bind 127.0.0.1:${port}
  option httpchk GET /${name}
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${this.#nodes.map((node) => `  server ${node.name} 127.0.0.1:${node.port} check port ${node.api}`).join('\n')}
`;
    const file = join(this.#programs.folder, 'haproxy.cfg');
    const defaults =
      '  mode tcp\n  timeout connect 2s\n  timeout client 30m\n  timeout server 30m\n  timeout check 2s\n';
    writeFileSync(file, `defaults\n${defaults}${listen('primary', primary)}${listen('replica', standbys)}`);
    this.#programs.start('haproxy', pathOf('haproxy'), ['-db', '-f', file]);
  }

  #write({ name, port, api }) {
    const { folder } = this.#programs;
    const logins = Object.fromEntries(
      Object.entries({ superuser: 'postgres', replication: 'replicator', rewind: 'rewinder' }).map(
        ([role, username]) => [role, { username, password: PASSWORD }],
      ),
    );
    const settings = {
      scope: 'drill',
      name,
      restapi: { listen: `127.0.0.1:${api}`, connect_address: `127.0.0.1:${api}` },
      etcd3: { host: `127.0.0.1:${this.#ports.etcd}` },
      bootstrap: {
        dcs: {
          ...TIMES,
          synchronous_mode: true,
          postgresql: { use_pg_rewind: true, parameters: { wal_log_hints: 'on' } },
        },
        initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
      },
      postgresql: {
        listen: `127.0.0.1:${port}`,
        connect_address: `127.0.0.1:${port}`,
        data_dir: join(folder, name),
        bin_dir: findPostgres(),
        pgpass: join(folder, `${name}.pgpass`),
        authentication: logins,
        basebackup: { checkpoint: 'fast' },
        parameters: { unix_socket_directories: folder },
        pg_hba: [
          'local all all trust',
          'host all all 127.0.0.1/32 scram-sha-256',
          'host replication all 127.0.0.1/32 scram-sha-256',
        ],
      },
    };
    // JSON is YAML too.
    writeFileSync(join(folder, `${name}.yml`), JSON.stringify(settings));
  }
}
