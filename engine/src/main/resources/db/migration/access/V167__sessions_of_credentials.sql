-- A system's session ends with the credential that it was opened with. Sessions of before name none and end by their time.
alter table access.session add column credential uuid;
