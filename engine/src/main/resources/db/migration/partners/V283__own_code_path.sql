-- Names of types and relations are looked up in pg_temp first where the path does not say where it comes.
alter function partners.own_code() set search_path = pg_catalog, pg_temp;
