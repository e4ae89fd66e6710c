-- Run once by the image of PostgreSQL, as its superuser, when the volume is empty.
-- Neither role is a superuser. With a password of the owner, the service's role owns nothing.
\getenv password POSTGRES_PASSWORD
\getenv owner_password POSTGRES_OWNER_PASSWORD
select :'owner_password' <> '' as apart \gset
create role agiza login password :'password';
create database agiza owner agiza encoding 'UTF8' template template0;
\if :apart
create role agiza_owner login password :'owner_password';
alter database agiza owner to agiza_owner;
\endif
-- The superuser has no password, so it logs in inside the container alone.
alter role postgres password null;
