#!/bin/sh
# Run once by the postgres image: a database and an owner for each service.
set -eu

for service in billing core; do
    case $service in
        billing) password=$BILLING_DB_PASSWORD ;;
        core) password=$CORE_DB_PASSWORD ;;
    esac
    psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
        -v service="$service" -v password="$password" <<'SQL'
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE CONNECT ON DATABASE :"service" FROM PUBLIC;
SQL
done
