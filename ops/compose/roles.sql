-- What an administrator makes once, before the first start: the owner who migrates, the application who owns nothing, and
-- the role under which a partner's reads run. The passwords are a laptop's, behind a network of its own.
create role cezbek_owner login password 'laptop-owner';
create role cezbek_app login password 'laptop-app';
create role cezbek_partner_reader nologin;
grant cezbek_partner_reader to cezbek_app with inherit false, set true;
-- Whoever is no superuser, such as the administrator of a managed server, gives a database only to a role that he is part of.
grant cezbek_owner to current_user;
create database cezbek owner cezbek_owner;
