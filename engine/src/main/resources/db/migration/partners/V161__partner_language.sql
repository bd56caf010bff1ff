-- The language of the e-mails that the partner's customers get.
alter table partners.partner add column language text not null default 'id' check (language in ('id', 'en'));
