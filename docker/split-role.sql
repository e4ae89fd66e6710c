-- Gives the database and its tables to the role agiza_owner, so that agiza owns nothing.
-- For a volume of an earlier release. Make the folder secrets first, with the present password of
-- agiza in secrets/database_password. Then stop Agiza, and run:
--   docker compose up -d database
--   docker compose exec -u postgres database psql -d agiza -f /split-role.sql
-- The step migrate grants agiza what it needs.
\set ON_ERROR_STOP on
\set owner_password `cat /run/secrets/database_owner_password`
begin;
create role agiza_owner login password :'owner_password';
reassign owned by agiza to agiza_owner;
commit;
