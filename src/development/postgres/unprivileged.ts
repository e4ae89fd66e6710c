import { readFile, stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { type RunAs, run } from './program.js';

const PROBE_TIMEOUT_MS = 5_000;
const HAND_OVER_TIMEOUT_MS = 30_000;

/**
 * Whom to run PostgreSQL as, since it refuses root: root steps down to the owner of `data` (the data directory, once there is one), else to the
 * user `postgres`, else to `nobody`. Anybody else runs it under their own name. Where that user cannot reach `paths` (a project under /root, say), the
 * programs keep the one capability that lets them through, CAP_DAC_OVERRIDE.
 * @throws EmbeddedPostgresError when that needs `setpriv` and it does not work here.
 */
export async function unprivileged(data: string, paths: readonly string[]): Promise<RunAs> {
  if (process.geteuid?.() !== 0) return {};
  const owner = await stat(data).catch(() => null);
  const user = owner?.uid
    ? { uid: owner.uid, gid: owner.gid }
    : ((await accountOf('postgres')) ?? (await accountOf('nobody')) ?? { uid: 65534, gid: 65534 });
  // A data directory of root's own is a copy that root made.
  if (owner?.uid === 0) await run({}, 'chown', ['-Rh', `${user.uid}:${user.gid}`, data], HAND_OVER_TIMEOUT_MS);
  if (await reaches({ user }, paths)) return { user };
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const capability = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override'];
  // Without the secure bit, access(2), which PostgreSQL asks about its own programs, leaves capabilities out (Linux, fs/open.c).
  const through = ['setpriv', ...ids, '--securebits=+no_setuid_fixup', ...capability, '--'];
  if (await reaches({ user, through }, paths)) return { user, through };
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and the user ${user.uid} that it would run as cannot reach ${paths.join(' and ')}: ` +
      'run Agiza as an ordinary user, or install setpriv (util-linux), or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

async function accountOf(name: string): Promise<RunAs['user'] | null> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, , uid, gid] = accounts.match(new RegExp(`^${name}:.*$`, 'm'))?.[0].split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

/** Asks a shell, as that user: mode bits alone do not tell, with access control lists and network file systems about. */
async function reaches(as: RunAs, paths: readonly string[]): Promise<boolean> {
  const everyOne = 'for path; do test -x "$path" || exit 1; done';
  return run(as, '/bin/sh', ['-c', everyOne, 'sh', ...paths], PROBE_TIMEOUT_MS).then(
    () => true,
    () => false,
  );
}
