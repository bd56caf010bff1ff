-- Until then a provider gets no orders: it refused one because, in its books, our float does not cover it. Null for never.
alter table payouts.provider_float add column short_until timestamptz;
