import { Injectable } from '@nestjs/common';
import { Database, type Db, type Tx } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/** The template of one kind of notification, as the shop keeps it. */
export interface TemplateRow {
  /** Null for the one of the configuration. */
  readonly template: string | null;
  /** It grows with each change; 0 while nobody has changed it. */
  readonly version: number;
  readonly changed_at: Date | null;
  /** The id of whoever changed it. */
  readonly changed_by: string | null;
}

/** A change of a template, made of the version `of`. */
export interface TemplateChange {
  readonly template: string | null;
  readonly of: number;
  readonly by: string;
}

const UNCHANGED: TemplateRow = { template: null, version: 0, changed_at: null, changed_by: null };

const readSql = `select template, version, changed_at, changed_by from sms_templates where kind = 'order-placed'`;

const readTemplate = new Prepared<{ template: string | null }>(
  'sms_template',
  `select template from sms_templates where kind = 'order-placed'`,
);

const writeSql = `
  insert into sms_templates as t (kind, template, version, changed_by)
  values ('order-placed', $1, 1, $3)
  on conflict (kind) do update
  set template = excluded.template, version = t.version + 1, changed_at = now(), changed_by = excluded.changed_by
  where t.version = $2
  returning version`;

/** The words of the SMS about orders that owners set. All by `sms_templates_pkey`. */
@Injectable()
export class TemplatesRepository {
  constructor(private readonly database: Database) {}

  async read(db: Db): Promise<TemplateRow> {
    const [row] = await db.query<TemplateRow[]>(readSql);
    return row ?? UNCHANGED;
  }

  /** The template alone; null for the one of the configuration. */
  async template(): Promise<string | null> {
    const [row] = await this.database.run(readTemplate, []);
    return row?.template ?? null;
  }

  /** False when the version is not the one that the change was made of. */
  async change(tx: Tx, { template, of, by }: TemplateChange): Promise<boolean> {
    const rows = await tx.query<object[]>(writeSql, [template, of, by]);
    return rows.length === 1;
  }
}
