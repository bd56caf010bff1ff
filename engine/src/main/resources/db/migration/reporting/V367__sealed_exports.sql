-- The file's own key, sealed under the master key: an export holds customers' numbers, and nobody can read it in the file store.
alter table reporting.export add column sealed_key bytea;
comment on column reporting.export.parts is 'Unused: the number of parts follows from bytes.';
