-- Run once by the image of PostgreSQL, as its superuser, when the volume is empty.
-- Neither role is a superuser. The service's role owns nothing.
\getenv password POSTGRES_PASSWORD
\set owner_password `cat /run/secrets/database_owner_password`
create role agiza login password :'password';
create role agiza_owner login password :'owner_password';
create database agiza owner agiza_owner encoding 'UTF8' template template0;
revoke temporary on database agiza from public;
-- The superuser has no password, so it logs in inside the container alone.
alter role postgres password null;
