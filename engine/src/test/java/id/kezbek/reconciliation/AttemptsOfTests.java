package id.kezbek.reconciliation;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Attempts in the distant past, with their payouts, as the engine stores them after sending. */
final class AttemptsOfTests {

    private static final AtomicInteger PARTNERS = new AtomicInteger();

    private final EngineUnderTest engine;

    AttemptsOfTests(EngineUnderTest engine) {
        this.engine = engine;
    }

    /** One attempt for each line of a provider's book, with the line's external id, for a separate partner. */
    void insert(List<BookLine> booked, Function<BookLine, String> state) {
        insert(partner(), booked, state);
    }

    PartnerId partner() {
        return engine.partner("RECO" + PARTNERS.incrementAndGet()).partner().id();
    }

    void insert(PartnerId partner, List<BookLine> booked, Function<BookLine, String> state) {
        UUID[] ids = booked.stream().map(line -> Ids.parse(line.externalId())).toArray(UUID[]::new);
        engine.database()
                .sql("""
                        with given as (
                          select * from unnest(:ids::uuid[], :references::text[], :msisdns::text[], :amounts::bigint[], :fees::bigint[],
                            :states::text[], :times::text[]) as g (id, reference, msisdn, amount, fee, state, at)),
                        payouts as (
                          insert into payouts.payout (id, partner, msisdn, wallet, amount, state, attempts, due_at, created_at, ended_at)
                          select id, :partner, msisdn, :wallet, amount,
                            case state when 'SUCCEEDED' then 'PAID' when 'UNKNOWN' then 'IN_FLIGHT' else 'CANCELLED' end, 1,
                            at::timestamptz, at::timestamptz, at::timestamptz
                          from given returning 1),
                        items as (
                          insert into payouts.item (payout, position, kind, purchase, reference, amount)
                          select id, 0, 'PURCHASE', id, 'of a test', amount from given returning 1)
                        insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, state,
                          lease_until, quotes, provider_reference, started_at, ended_at)
                        select id, id, 1, :provider, :partner, msisdn, :wallet, amount, fee, state, at::timestamptz, '[]',
                          case when state = 'SUCCEEDED' then reference end, at::timestamptz,
                          case when state <> 'UNKNOWN' then at::timestamptz end
                        from given""")
                .param("ids", ids)
                .param("references", booked.stream().map(BookLine::reference).toArray(String[]::new))
                .param("msisdns", booked.stream().map(BookLine::msisdn).toArray(String[]::new))
                .param("amounts", booked.stream().map(BookLine::amount).toArray(Long[]::new))
                .param("fees", booked.stream().map(BookLine::fee).toArray(Long[]::new))
                .param("states", booked.stream().map(state).toArray(String[]::new))
                .param(
                        "times",
                        booked.stream().map(line -> line.at().toString()).toArray(String[]::new))
                .param("partner", partner.value())
                .param("wallet", booked.getFirst().wallet().name())
                .param("provider", booked.getFirst().provider().name())
                .update();
    }

    /** Ends an attempt with an unknown result, because later tests wait for the end of all payouts. */
    void end(BookLine line) {
        UUID id = Ids.parse(line.externalId());
        engine.database()
                .sql("update payouts.attempt set state = 'FAILED', ended_at = started_at where id = ?")
                .param(id)
                .update();
        engine.database()
                .sql("update payouts.payout set state = 'CANCELLED', ended_at = created_at where id = ?")
                .param(id)
                .update();
    }
}
