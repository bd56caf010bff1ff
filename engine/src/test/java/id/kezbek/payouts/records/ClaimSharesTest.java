package id.kezbek.payouts.records;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaimSharesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final List<String> WALLETS = List.of("A", "B", "C", "D");

    private final ClaimShares shares = new ClaimShares();

    @Test
    void aClaimTakesAsManyAsThereArePlaces() {
        for (int places = 1; places < 200; places++) {
            List<ClaimShares.Share> divided = shares.divide(places, WALLETS, NOW);
            assertThat(divided.stream().mapToInt(ClaimShares.Share::most).sum()).isEqualTo(places);
            assertThat(divided).allSatisfy(share -> assertThat(share.most()).isPositive());
        }
    }

    @Test
    void whoHasMuchGetsMuchAndEverybodyGetsSome() {
        found(shares.divide(128, WALLETS, NOW), "A");
        found(shares.divide(128, WALLETS, NOW), "A");
        List<ClaimShares.Share> third = shares.divide(128, WALLETS, NOW);

        assertThat(share(third, "A").most()).isGreaterThan(110);
        assertThat(third)
                .hasSize(4)
                .allSatisfy(share -> assertThat(share.most()).isPositive());
    }

    @Test
    void aWalletWithoutAProvidersTurnGetsLittle() {
        for (ClaimShares.Share share : shares.divide(128, WALLETS, NOW)) {
            shares.found(share, due(share, NOW), share.wallet().equals("A") ? 0 : share.most());
        }

        assertThat(share(shares.divide(128, WALLETS, NOW), "A").most()).isLessThan(10);
    }

    @Test
    void noneIsLeftOutForEverWhereThereAreFewerPlacesThanWallets() {
        Set<String> served = new HashSet<>();
        for (int look = 0; look < WALLETS.size(); look++) {
            shares.divide(1, WALLETS, NOW).forEach(share -> served.add(share.wallet()));
        }
        assertThat(served).containsExactlyInAnyOrderElementsOf(WALLETS);
    }

    @Test
    void looksFromWhereTheBacklogBeganAndNowAndThenFromTheBeginning() {
        List<ClaimShares.Share> first = shares.divide(8, WALLETS, NOW);
        assertThat(first).allSatisfy(share -> assertThat(share.since()).isEqualTo(ClaimShares.BEGINNING));
        Instant due = NOW.minusSeconds(600);
        shares.found(share(first, "A"), due(share(first, "A"), due), 2);

        Instant soon = NOW.plusMillis(100);
        List<ClaimShares.Share> second = shares.divide(8, WALLETS, soon);
        assertThat(share(second, "A").since()).isEqualTo(due.minus(ClaimShares.SLACK));
        assertThat(share(second, "B").since()).isEqualTo(ClaimShares.BEGINNING);

        List<ClaimShares.Share> whole = shares.divide(8, WALLETS, NOW.plus(ClaimShares.WHOLE_LOOK_EVERY));
        assertThat(share(whole, "A").since()).isEqualTo(ClaimShares.BEGINNING);
    }

    @Test
    void eachWalletHasItsOwnWholeLookAndOneThatBrokeOffIsNone() {
        shares.divide(8, WALLETS, NOW).forEach(share -> shares.found(share, due(share, NOW), share.most()));
        Instant later = NOW.plus(ClaimShares.WHOLE_LOOK_EVERY);
        shares.divide(8, WALLETS, later);
        List<ClaimShares.Share> again = shares.divide(8, WALLETS, later.plusMillis(100));
        assertThat(again)
                .as("the look before broke off")
                .allSatisfy(share -> assertThat(share.since()).isEqualTo(ClaimShares.BEGINNING));
        shares.found(share(again, "A"), List.of(), 0);

        List<ClaimShares.Share> last = shares.divide(8, WALLETS, later.plusMillis(200));

        assertThat(share(last, "A").since()).isAfter(ClaimShares.BEGINNING);
        assertThat(share(last, "B").since()).isEqualTo(ClaimShares.BEGINNING);
    }

    @Test
    void aClockThatIsSetBackHidesNothing() {
        List<ClaimShares.Share> first = shares.divide(8, WALLETS, NOW);
        first.forEach(share -> shares.found(share, due(share, NOW), share.most()));
        Instant back = NOW.minus(Duration.ofMillis(500));
        assertThat(shares.divide(8, WALLETS, back))
                .allSatisfy(share -> assertThat(share.since()).isBeforeOrEqualTo(back.minus(ClaimShares.SLACK)));
        assertThat(shares.divide(8, WALLETS, NOW.minus(Duration.ofDays(1))))
                .allSatisfy(share -> assertThat(share.since()).isEqualTo(ClaimShares.BEGINNING));
    }

    private void found(List<ClaimShares.Share> divided, String busy) {
        for (ClaimShares.Share share : divided) {
            boolean isBusy = share.wallet().equals(busy);
            shares.found(share, isBusy ? due(share, NOW) : List.of(), isBusy ? share.most() : 0);
        }
    }

    private static ClaimShares.Share share(List<ClaimShares.Share> divided, String wallet) {
        return divided.stream()
                .filter(share -> share.wallet().equals(wallet))
                .findFirst()
                .orElseThrow();
    }

    private static List<Payouts.Due> due(ClaimShares.Share share, Instant at) {
        List<Payouts.Due> due = new ArrayList<>();
        for (int i = 0; i < share.most(); i++) {
            due.add(new Payouts.Due(
                    UUID.randomUUID(),
                    new PartnerId(1),
                    new Msisdn("628110000000"),
                    share.wallet(),
                    Money.rupiah(1_000),
                    0,
                    0,
                    at,
                    at.plusMillis(i),
                    Map.of()));
        }
        return due;
    }
}
