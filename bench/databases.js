import pg from 'pg';
import { migrate } from '../dist/src/database/migrate.js';
import { EmbeddedPostgres } from '../dist/src/development/postgres/embedded-postgres.js';

/** One PostgreSQL, as durable as the service's own, and the databases on it. */
export class Databases {
  #server;
  #stage;

  /** @param {EmbeddedPostgres} server @param {import('./stage.js').Stage} stage */
  constructor(server, stage) {
    this.#server = server;
    this.#stage = stage;
  }

  /** @param {import('./stage.js').Stage} stage */
  static async start(stage) {
    const starting = EmbeddedPostgres.start(stage.folder);
    stage.ending(async () => (await starting.catch(() => null))?.leave());
    return new Databases(await starting, stage);
  }

  /** Makes a database with the service's schema. @param {string} name */
  async create(name) {
    await this.#asSuperuser(`create database ${name} owner agiza template template0`);
    await migrate(this.url(name), () => undefined);
  }

  /**
   * Makes a database with everything that `template` holds.
   * @param {string} name
   * @param {string} template nobody may be connected to it
   */
  async copy(name, template) {
    await this.#asSuperuser(`create database ${name} owner agiza template ${template}`);
  }

  /** @param {string} name */
  async drop(name) {
    await this.#asSuperuser(`drop database ${name} with (force)`);
  }

  /**
   * The address of a database, with the role that the service has in production.
   * @param {string} name
   */
  url(name) {
    return inDatabase(this.#server.url, name);
  }

  /**
   * Runs `work` with a superuser's connection to a database.
   * @template T
   * @param {string} name
   * @param {(client: pg.Client) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async within(name, work) {
    const client = new pg.Client({ connectionString: inDatabase(this.#server.superuserUrl, name) });
    client.on('error', () => undefined);
    const end = this.#stage.ending(() => client.end());
    try {
      await client.connect();
      return await work(client);
    } finally {
      await end();
    }
  }

  /**
   * Vacuums, analyses and writes a checkpoint, so that no turn pays for earlier work.
   * @param {readonly string[]} names
   */
  async settle(names) {
    for (const name of names) await this.within(name, (client) => client.query('vacuum (analyze)'));
    await this.#asSuperuser('checkpoint');
  }

  async version() {
    return this.within(
      'postgres',
      async (client) => (await client.query('show server_version')).rows[0].server_version,
    );
  }

  #asSuperuser(statement) {
    return this.within('postgres', (client) => client.query(statement));
  }
}

function inDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = name;
  return changed.href;
}
