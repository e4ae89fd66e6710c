import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { SealedCookies } from '../../dist/src/auth/session/sealed-cookies.js';
import { SESSION_COOKIE } from '../../dist/src/auth/session/session.js';
import { startAgiza } from '../contenders.js';
import { cpuSeconds } from '../cpu.js';

/** As many as one process holds open, each of a session of its own. */
const STREAMS = 200;
/** A stream says that it is there every 20 s, and every session is looked up every 4 s. */
const SECONDS = 40;
const SESSION_SECRET = 'bench-streams-bench-streams-bench-streams';

/**
 * What open streams cost while nothing changes: processor time of the service and of its database
 * connections, less what they take without streams.
 * @param {import('../run.js').Bench} bench
 */
export async function streams({ stage, databases, say, flags }) {
  say(`${STREAMS} open streams for ${SECONDS} s`);
  await databases.create('streams');
  const service = await startAgiza(stage, databases.url('streams'), { flags, env: { SESSION_SECRET } });
  const cookies = await databases.within('streams', makeSessions);
  const measure = () => databases.within('streams', (client) => shareOfCore(client, service.pid));
  await delay(3_000);
  const idle = await measure();
  const open = await Promise.all(cookies.map((cookie) => openStream(service.url, cookie)));
  await delay(3_000);
  const withStreams = await measure();
  const cut = open.filter(({ isOver }) => isOver()).length;
  for (const { close } of open) close();
  await service.stop();
  await databases.drop('streams');
  const percent = 100 * (withStreams - idle);
  say(`idle ${(100 * idle).toFixed(2)} %, with streams ${(100 * withStreams).toFixed(2)} %`);
  const aim = { text: '≤ 2 % of a core', reached: percent, met: percent <= 2 };
  const trouble = cut > 0 ? [`${cut} streams ended while nothing changed`] : [];
  return [{ what: `${STREAMS} open streams`, unit: '% of a core', values: { agiza: percent }, aims: [aim], trouble }];
}

/** Adds clerks, each with a session, and gives the cookies. */
async function makeSessions(client) {
  const sealed = new SealedCookies({ SESSION_SECRET: [SESSION_SECRET], NODE_ENV: 'production' });
  const cookies = [];
  for (let n = 1; n <= STREAMS; n++) {
    const [id, subject, email, token] = [
      randomUUID(),
      `bench-${n}`,
      `clerk${n}@bench.example`,
      randomBytes(32).toString('base64url'),
    ];
    await client.query(`insert into users (id, role) values ($1, 'user')`, [id]);
    await client.query(
      `insert into identities (provider, subject, user_id, email, email_verified) values ('google', $1, $2, $3, true)`,
      [subject, id, email],
    );
    await client.query(
      `insert into staff (id, user_id, subject, invited_email, role, invited_by) values ($1, $2, $3, $4, 'clerk', $2)`,
      [randomUUID(), id, subject, email],
    );
    await client.query(`insert into sessions (digest, provider, subject) values ($1, 'google', $2)`, [
      createHash('sha256').update(token).digest(),
      subject,
    ]);
    cookies.push(sealed.write(SESSION_COOKIE, token).split('; ')[0]);
  }
  return cookies;
}

/** @throws Error when it is refused */
async function openStream(url, cookie) {
  const headers = { accept: 'text/event-stream', cookie };
  const sent = request(`${url}/desk/stream`, { agent: false, headers }).end();
  const [answer] = await once(sent, 'response');
  if (answer.statusCode !== 200) throw new Error(`a stream was answered with ${answer.statusCode}`);
  let over = false;
  answer.resume().once('close', () => {
    over = true;
  });
  answer.on('error', () => undefined);
  return { isOver: () => over, close: () => sent.destroy() };
}

/** The share of a core that the process and its backends take for a while. */
async function shareOfCore(client, pid) {
  const { rows } = await client.query(
    `select pid from pg_stat_activity where application_name = 'agiza' and datname = current_database()`,
  );
  const pids = [pid, ...rows.map((row) => row.pid)];
  const sum = () => pids.reduce((all, each) => all + (cpuSeconds(each) || 0), 0);
  const [began, before] = [performance.now(), sum()];
  await delay(SECONDS * 1000);
  return (sum() - before) / ((performance.now() - began) / 1000);
}
