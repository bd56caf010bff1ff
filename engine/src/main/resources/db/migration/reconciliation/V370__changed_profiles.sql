-- Two people add versions of the formats of statements; no version changes.
grant insert on reconciliation.profile to ${app_user};
