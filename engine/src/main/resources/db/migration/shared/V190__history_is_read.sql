-- A process that does not migrate looks whether the schema is up to date, and knows the application's user only.
grant select on "${flyway:defaultSchema}"."${flyway:table}" to ${app_user};
