-- An earlier version opened no differences for fees without a payment, and write-offs of unknown payments did not include the fee in
-- the same row. The job match-statements matches these statements again and opens the rests.
with due as materialized (
  select f.id from reconciliation.file f
  where f.state = 'LOADED' and f.matched_at is not null and f.numbers_forgotten_at is null and exists (
    select from reconciliation.line l
    where l.file = f.id and l.kind in ('FEE', 'VAT', 'OTHER') and not exists (
      select from reconciliation.match m
      where m.file = l.file and m.number = l.number and m.part = l.part and m.active)))
update reconciliation.file set matched_at = null where id in (select id from due);
