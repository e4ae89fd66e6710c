-- Run once by the image of PostgreSQL, as its superuser, when the volume is empty.
-- The service's role owns its database and is no superuser.
\getenv password POSTGRES_PASSWORD
create role agiza login password :'password';
create database agiza owner agiza encoding 'UTF8' template template0;
-- The superuser has no password, so it logs in inside the container alone.
alter role postgres password null;
