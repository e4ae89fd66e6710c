-- Gives the database and its tables to the role agiza_owner, so that agiza owns nothing.
-- For a volume of an earlier release. Set POSTGRES_OWNER_PASSWORD in .env first, stop Agiza, and run:
--   docker compose up -d database
--   docker compose exec -u postgres database psql -d agiza -f /split-role.sql
-- The next start of Agiza grants agiza what it needs.
\set ON_ERROR_STOP on
\getenv owner_password POSTGRES_OWNER_PASSWORD
begin;
create role agiza_owner login password :'owner_password';
reassign owned by agiza to agiza_owner;
commit;
