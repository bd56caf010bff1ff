-- A MAC under a key outside the database over key, partner and end. A credential without one opens nothing; those that are
-- here get theirs by an operator's word (reseal --sign-rows).
alter table partners.credential add column mac bytea;
