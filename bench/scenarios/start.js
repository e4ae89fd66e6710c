import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgres } from '../../dist/src/development/postgres/embedded-postgres.js';
import { readPostmaster } from '../../dist/src/development/postgres/postmaster.js';
import { startDevelopment } from '../contenders.js';
import { residentMb } from '../memory.js';
import { median } from '../rounds.js';

const IDLE_MS = 2_000;

/**
 * Measures a start on an existing data directory, PostgreSQL included.
 * Then measures the memory of the idle process.
 * @param {import('../run.js').Bench} bench
 */
export async function start({ stage, say, size }) {
  const dataDir = join(stage.folder, 'existing');
  await mkdir(dataDir);
  stage.ending(() => stopLeftOver(dataDir));
  say('start on an existing data directory');
  await (await startDevelopment(stage, dataDir)).stop();
  const starts = [];
  for (let i = 1; i <= size.starts; i++) {
    const service = await startDevelopment(stage, dataDir);
    await delay(IDLE_MS);
    starts.push({ seconds: service.readyMs / 1000, idleMb: residentMb(service.pid) });
    await service.stop();
    say(
      `  start ${i} of ${size.starts}   ${starts[i - 1].seconds.toFixed(2)} s, idle ${starts[i - 1].idleMb.toFixed(0)} MB`,
    );
  }
  const seconds = median(starts.map((each) => each.seconds));
  const idleMb = median(starts.map((each) => each.idleMb));
  return [
    {
      what: 'start to ready, data directory there',
      unit: 's',
      values: { agiza: seconds },
      aims: [{ text: '≤ 2.5 s', met: seconds <= 2.5 }],
      starts,
    },
    {
      what: 'idle memory after it',
      unit: 'MB',
      values: { agiza: idleMb },
      aims: [{ text: '≤ 150 MB', met: idleMb <= 150 }],
      starts,
    },
  ];
}

/** Stops the PostgreSQL of a service that had to be killed. */
async function stopLeftOver(dataDir) {
  const there = await readPostmaster(join(dataDir, 'postgres', 'cluster'));
  if (there?.running) await (await EmbeddedPostgres.start(dataDir)).leave();
}
