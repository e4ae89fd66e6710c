import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DailyBudget1732233600007 } from './7-daily-budget.js';

/** Indexes by which tasks delete what is over, and one function that bills SMS. */
export class Upkeep1732233600013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Serves the removal of addresses from where nobody has logged in for a month.
    await db.query('create index login_sources_used_at_idx on login_sources (used_at)');
    // Serves the removal of codes that are over.
    await db.query('create index password_resets_expires_at_idx on password_resets (expires_at)');
    await this.billBySign(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index login_sources_used_at_idx, password_resets_expires_at_idx');
    await db.query('drop trigger sent_messages_billed on sent_messages');
    await db.query('drop trigger sent_messages_billed_anew on sent_messages');
    await db.query('drop trigger sent_messages_unbilled on sent_messages');
    await db.query('drop function bill_sms');
    await new DailyBudget1732233600007().billMessages(db);
  }

  /**
   * An SMS counts on the day it was sent. A change takes what the old row counted away, and adds
   * what the new row counts: the trigger says the sign.
   */
  private async billBySign(db: QueryRunner): Promise<void> {
    await db.query('drop trigger sent_messages_billed on sent_messages');
    await db.query('drop trigger sent_messages_billed_anew on sent_messages');
    await db.query('drop function bill_sms, bill_sms_anew');
    await db.query(`
      create function bill_sms() returns trigger language plpgsql as $$
      begin
        insert into sms_days as d (day, spent, unpriced, price)
        select (sent_at at time zone 'UTC')::date, tg_argv[0]::int * coalesce(sum(cost), 0),
               tg_argv[0]::int * coalesce(sum(segments) filter (where cost is null), 0), max(nullif(cost, 0) / segments)
        from billed group by 1 order by 1
        on conflict (day) do update
          set spent = d.spent + excluded.spent, unpriced = d.unpriced + excluded.unpriced, price = greatest(d.price, excluded.price);
        return null;
      end $$`);
    await db.query(`
      create trigger sent_messages_billed after insert on sent_messages referencing new table as billed
      for each statement execute function bill_sms('1')`);
    await db.query(`
      create trigger sent_messages_unbilled after update on sent_messages referencing old table as billed
      for each statement execute function bill_sms('-1')`);
    await db.query(`
      create trigger sent_messages_billed_anew after update on sent_messages referencing new table as billed
      for each statement execute function bill_sms('1')`);
  }
}
