import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An amount has the decimal places of its currency (ISO 4217): two in KES, none in UGX, three in
 * BHD.
 */
export class AmountPlaces1732233600006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function currency_places(currency text) returns integer language sql immutable as $$
        select case
          when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV',
                            'XAF', 'XOF', 'XPF') then 0
          when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
          else 2
        end
      $$`);
    // A numeric without a scale keeps the places that it is given, so amounts are read as they were
    // written. No row is written anew: "420.00" stays as it is.
    await db.query(`
      alter table orders
        alter column amount type numeric,
        drop constraint orders_amount_check,
        add constraint orders_amount_check check (amount > 0 and amount < 1000000000000 and scale(amount) <= 3)`);
    // The service writes the places itself. The trigger is for rows that come from elsewhere. It
    // adds or drops zeros, and never a cent. PostgreSQL prepares the condition for each statement,
    // so it is short, and does not ask for the currency.
    await db.query(`
      create function set_amount_places() returns trigger language plpgsql as $$
      begin
        if new.amount = round(new.amount, currency_places(new.currency)) then
          new.amount := round(new.amount, currency_places(new.currency));
        end if;
        return new;
      end $$`);
    await db.query(`
      create trigger orders_amount_places before insert on orders
      for each row when (scale(new.amount) <> 2) execute function set_amount_places()`);
    // Amounts without cents in currencies that have none. Where an order has cents, its customer
    // was told so, and it keeps them.
    await db.query(`
      update orders set amount = round(amount, currency_places(currency))
      where currency_places(currency) <> 2 and amount = round(amount, currency_places(currency))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger orders_amount_places on orders');
    await db.query('drop function set_amount_places, currency_places');
    await db.query(`
      alter table orders
        alter column amount type numeric(14, 2),
        drop constraint orders_amount_check,
        add constraint orders_amount_check check (amount > 0 and amount < 'Infinity')`);
  }
}
