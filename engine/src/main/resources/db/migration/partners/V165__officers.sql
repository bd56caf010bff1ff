-- The people of a partner who log in with a code sent to their e-mail address. The first is who was named when the
-- partner was taken in. Somebody removed leaves no row: the audit log keeps that he was there.
create table partners.officer (
  id         uuid primary key,
  partner    bigint not null references partners.partner,
  name       text not null,
  email      text not null,
  language   text not null default 'id' check (language in ('id', 'en')),
  created_at timestamptz not null
);
create unique index officer_email on partners.officer (lower(email));
create index officer_partner on partners.officer (partner, id);
grant select, insert, update, delete on partners.officer to ${app_user};

insert into partners.officer (id, partner, name, email, created_at)
select gen_random_uuid(), id, officer, email, created_at from partners.partner;
