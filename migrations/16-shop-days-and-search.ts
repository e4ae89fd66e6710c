import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers that one statement of the backfill reads, so that none takes long. */
const BATCH = 5_000;
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/** The day of an instant where functions reckon in UTC, and in the shop's time zone. */
const UTC_DAY = String.raw`\(([a-z_.]+) at time zone 'UTC'\)::date`;
const SHOP_DAY = String.raw`shop_day\(([a-z_.()]+)\)`;

/**
 * The shop's day, and what customers are found by.
 * - Triggers cannot read the configuration, so the database keeps the shop's time zone. Each start
 *   writes it.
 * - A name is found by the beginning of any of its words, by one walk of an index.
 * - It runs while a process of the release before makes customers. So it is no transaction, and
 *   each step may run again after an interruption.
 */
export class ShopDaysAndSearch1732233600016 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table if not exists shop (
        only_row  boolean not null default true,
        time_zone text    not null default 'UTC',
        constraint shop_pkey       primary key (only_row),
        constraint shop_only_check check (only_row)
      )`);
    await db.query('insert into shop default values on conflict do nothing');
    await db.query(`
      create or replace function shop_day(instant timestamptz) returns date language sql stable as $$
        select (instant at time zone (select time_zone from shop))::date
      $$`);
    await rewriteFunctions(db, UTC_DAY, String.raw`shop_day(\1)`);
    await this.indexNames(db);
    await this.indexNamesOfBefore(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger customers_name on customers');
    await db.query('drop function index_customer_name, phrases_of, search_phrase');
    await db.query('drop table customer_phrases');
    await rewriteFunctions(db, SHOP_DAY, String.raw`(\1 at time zone 'UTC')::date`);
    await db.query('drop function shop_day');
    await db.query('drop table shop');
  }

  private async indexNames(db: QueryRunner): Promise<void> {
    // Letters as people type them: small, without accents and apostrophes, one space between words.
    // What is compared has 100 characters at most, so that an entry fits into a page of an index.
    await db.query(String.raw`
      create or replace function search_phrase(written text) returns text language sql immutable parallel safe as $$
        select btrim(left(regexp_replace(
                 regexp_replace(lower(normalize(written, nfkd)), '[\u0300-\u036f\u2019\u02bc\x27\x60\u00b4]+', '', 'g'),
                 '[\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]+', ' ', 'g'), 100))
      $$`);
    // The words in their order, beginning with each of the first eight.
    await db.query(`
      create or replace function phrases_of(name text) returns setof text language sql immutable parallel safe as $$
        select distinct btrim(array_to_string(words[i:], ' ') || ' ' || array_to_string(words[:i - 1], ' '))
        from (select string_to_array(search_phrase(name), ' ') as words) w
        cross join lateral generate_series(1, least(cardinality(words), 8)) i
      $$`);
    // The collation makes the walk of a prefix the same on every server.
    await db.query(`
      create table if not exists customer_phrases (
        phrase      text collate "C" not null,
        customer_id uuid             not null,
        constraint customer_phrases_pkey             primary key (phrase, customer_id),
        constraint customer_phrases_customer_id_fkey foreign key (customer_id) references customers (id) on delete cascade
      )`);
    // Serves a new name, and the foreign key.
    await db.query('create index if not exists customer_phrases_customer_id_idx on customer_phrases (customer_id)');
    await db.query(`
      create or replace function index_customer_name() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' then
          delete from customer_phrases where customer_id = new.id;
        end if;
        insert into customer_phrases (phrase, customer_id) select phrase, new.id from phrases_of(new.name) phrase
        on conflict do nothing;
        return null;
      end $$`);
    await db.query(`
      create or replace trigger customers_name after insert or update of name on customers
      for each row execute function index_customer_name()`);
  }

  private async indexNamesOfBefore(db: QueryRunner): Promise<void> {
    for (let after: string | null = BEFORE_ALL_IDS; after !== null; ) {
      const rows: { last: string | null }[] = await db.query(
        `with part as (select id, name from customers where id > $1 order by id limit ${BATCH}),
         indexed as (
           insert into customer_phrases (phrase, customer_id)
           select phrase, id from part cross join lateral phrases_of(name) phrase
           on conflict do nothing
         )
         select max(id::text) as last from part`,
        [after],
      );
      after = rows[0]?.last ?? null;
    }
  }
}

/** Changes how triggers reckon days, whatever else they do. */
async function rewriteFunctions(db: QueryRunner, pattern: string, replacement: string): Promise<void> {
  const found: { definition: string }[] = await db.query(
    `select regexp_replace(pg_get_functiondef(oid), $1, $2, 'g') as definition from pg_proc
     where pronamespace = 'public'::regnamespace and prokind = 'f' and prosrc ~ $1`,
    [pattern, replacement],
  );
  for (const { definition } of found) await db.query(definition);
}
