-- Makes the two roles and the database where they are missing, as the superuser of a managed PostgreSQL.
-- agiza_owner owns the tables. The service runs as agiza, which owns nothing.
\set ON_ERROR_STOP on
\set password `cat /run/secrets/database_password`
\set owner_password `cat /run/secrets/database_owner_password`

select format('create role agiza login password %L', :'password')
where not exists (select from pg_roles where rolname = 'agiza') \gexec

select format('create role agiza_owner login password %L', :'owner_password')
where not exists (select from pg_roles where rolname = 'agiza_owner') \gexec

-- A superuser of a managed PostgreSQL is none: it gives a database only to a role that it is a member of.
select 'grant agiza_owner to current_user'
where not pg_has_role(current_user, 'agiza_owner', 'set') \gexec

select 'create database agiza owner agiza_owner encoding ''UTF8'' template template0'
where not exists (select from pg_database where datname = 'agiza') \gexec
