import { Injectable, Logger } from '@nestjs/common';
import { type Mark, readMark, writeMark } from './mark.js';
import { SenderState } from './sender-state.js';
import { SendingMarkRepository, type SendingMarkRow } from './sending-mark.repository.js';
import { WorkerFolder } from './worker-folder.js';

/** How often it is looked how far sending has come, and how often what is held is counted. */
const LOOK_MS = 1_000;
const COUNT_MS = 10_000;

const WHAT_TO_DO =
  'Find out which of them the carrier has, then run "npm run held:release" to send them, or "npm run held:drop".';

const NO_MARK =
  'DATA_DIR has no mark of this database: if it was restored from a backup, nobody sees it. Keep DATA_DIR on a volume';

/**
 * Finds out whether the database is behind what this worker has seen.
 * - Then it was restored from a backup, or a replica took over that lacked the last changes.
 * - Everything that was queued before is held, since it may have gone out.
 * - What is queued afterwards is sent.
 */
@Injectable()
export class RestoreGuard {
  private readonly logger = new Logger('Sender');
  private known: Mark | null = null;
  /** Id of the database that was looked at before. */
  private opened: string | null = null;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private countedAt = Number.NEGATIVE_INFINITY;
  /** Why the mark could not be written last; logged once, until it changes. */
  private failure = '';

  constructor(
    private readonly marks: SendingMarkRepository,
    private readonly folder: WorkerFolder,
    private readonly state: SenderState,
  ) {}

  /** The claims that this worker has seen. It must claim nothing from a database that has fewer. */
  get claims(): number {
    return this.known?.claims ?? 0;
  }

  /** Compares the database with what this worker has seen, at most once a second. */
  async check(): Promise<void> {
    const now = this.state.now();
    if (now - this.lookedAt < LOOK_MS) return;
    const row = await this.marks.read();
    if (row.database_id !== this.opened) await this.open(row);
    if (Number(row.claims) < this.claims) await this.hold(this.known?.seenAt ?? row.now);
    else await this.accept(row);
    if (now - this.countedAt >= COUNT_MS) {
      this.state.noteHeld(await this.marks.countHeld());
      this.countedAt = now;
    }
    this.lookedAt = now;
  }

  /** Keeps how far sending has come. Nothing that was claimed may go out before this returns. */
  async note(mark: Mark): Promise<void> {
    if (this.known !== null && mark.claims <= this.known.claims) return;
    this.known = mark;
    try {
      await writeMark(this.folder.path, mark);
      this.failure = '';
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const told = code ?? message;
      if (told !== this.failure)
        this.logger.error(
          `DATA_DIR cannot be written (${told}): after a restart no restored database would be noticed`,
        );
      this.failure = told;
    }
  }

  /** The first look at a database. One that failed is done again. */
  private async open(row: SendingMarkRow): Promise<void> {
    this.folder.use(row.database_id);
    this.known = await readMark(this.folder.path).catch(() => null);
    if (this.known === null && row.claims !== '0') {
      if (isElsewhere(row)) await this.hold(row.now);
      else this.logger.warn(NO_MARK);
    }
    this.opened = row.database_id;
  }

  /** The database has all that this worker has seen. If it moved, that is no restore. */
  private async accept(row: SendingMarkRow): Promise<void> {
    await this.note({ claims: Number(row.claims), seenAt: row.now });
    if (isElsewhere(row)) await this.marks.raise(this.claims);
  }

  private async hold(seenAt: string): Promise<void> {
    await this.marks.hold(seenAt);
    await this.marks.raise(this.claims);
    this.countedAt = Number.NEGATIVE_INFINITY;
    // Another process, or `npm run restore`, may have held them before.
    const held = await this.marks.countHeld();
    if (held > 0)
      this.logger.error(`THE DATABASE WAS RESTORED FROM A BACKUP: ${held} notifications are held. ${WHAT_TO_DO}`);
  }
}

/** Whether the database lies on another server, or in another database of it, than before. */
const isElsewhere = ({ server, first_server }: SendingMarkRow): boolean =>
  server !== null && first_server !== null && server !== first_server;
