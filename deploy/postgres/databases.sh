#!/bin/sh
# Run once by the postgres image: a database and an owner for each service, with passwords from
# secret files.
set -eu

for service in billing core; do
    psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v service="$service" <<SQL
\\set password \`cat /run/secrets/${service}_db_password\`
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE CONNECT ON DATABASE :"service" FROM PUBLIC;
SQL
done
