package id.kezbek.payouts.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

    private static final Money AMOUNT = Money.rupiah(12_500);

    @ParameterizedTest
    @CsvSource({
        "LSAJA, LSAJAH2H, 750, 500, 650, MTRANS",
        "GPAID, GOPAIDH2H, 400, 600, 550, GOPAIDH2H",
        "JOSVO, JOSVOH2H, 700, 650, 450, XENIT"
    })
    void choosesTheCheapestOfTheSandboxsTable(
            String wallet, String direct, long directFee, long middletrans, long xenit, String cheapest) {
        Route route = Routing.choose(
                AMOUNT,
                List.of(
                        fee(wallet, direct, directFee),
                        fee(wallet, "MTRANS", middletrans),
                        fee(wallet, "XENIT", xenit)));

        assertThat(route).isInstanceOfSatisfying(Route.Chosen.class, chosen -> {
            assertThat(chosen.provider()).isEqualTo(cheapest);
            assertThat(chosen.quotes())
                    .extracting(Quote::verdict)
                    .containsExactly(Verdict.CHOSEN, Verdict.DEARER, Verdict.DEARER);
        });
    }

    @Test
    void tiesGoToTheFirstCodeWhateverTheOrder() {
        List<Routing.Candidate> candidates = Arrays.asList(fee("LSAJA", "XENIT", 500), fee("LSAJA", "MTRANS", 500));
        assertThat(Routing.choose(AMOUNT, candidates))
                .extracting(RoutingTest::winner)
                .isEqualTo("MTRANS");
        Collections.reverse(candidates);
        Route route = Routing.choose(AMOUNT, candidates);
        assertThat(winner(route)).isEqualTo("MTRANS");
        assertThat(verdict(route, "XENIT")).isEqualTo(Verdict.TIED);
    }

    @Test
    void respectsMinimumAndMaximumToTheRupiah() {
        Money minimum = Money.rupiah(10);
        Money maximum = Money.rupiah(20);
        for (long amount : new long[] {10, 20}) {
            assertThat(Routing.choose(Money.rupiah(amount), List.of(limited(minimum, maximum))))
                    .isInstanceOf(Route.Chosen.class);
        }
        assertThat(Routing.choose(Money.rupiah(9), List.of(limited(minimum, maximum))))
                .isInstanceOfSatisfying(
                        Route.Never.class, never -> assertThat(never.reason()).isEqualTo("BELOW_MINIMUM"));
        assertThat(Routing.choose(Money.rupiah(21), List.of(limited(minimum, maximum))))
                .isInstanceOfSatisfying(
                        Route.Never.class, never -> assertThat(never.reason()).isEqualTo("ABOVE_MAXIMUM"));
    }

    @Test
    void sendsNoCents() {
        Route route = Routing.choose(Money.rupiah(new BigDecimal("100.50")), List.of(fee("LSAJA", "MTRANS", 500)));
        assertThat(route).isInstanceOf(Route.Never.class);
        assertThat(verdict(route, "MTRANS")).isEqualTo(Verdict.NOT_WHOLE_RUPIAH);
    }

    @Test
    void passesOverThePausedTheUnhealthyAndTheUnknown() {
        Tariff cheap = tariff("LSAJA", "MTRANS", 1);
        Routing.Candidate dear = fee("LSAJA", "XENIT", 900);

        Route route =
                Routing.choose(AMOUNT, List.of(new Routing.Candidate(cheap, true, true, true, false, true, 0), dear));
        assertThat(winner(route)).isEqualTo("XENIT");
        assertThat(verdict(route, "MTRANS")).isEqualTo(Verdict.PAUSED);

        route = Routing.choose(AMOUNT, List.of(new Routing.Candidate(cheap, false, true, false, false, true, 0), dear));
        assertThat(winner(route)).isEqualTo("XENIT");
        assertThat(verdict(route, "MTRANS")).isEqualTo(Verdict.BREAKER_OPEN);

        route = Routing.choose(
                AMOUNT, List.of(new Routing.Candidate(cheap, false, false, false, false, true, 0), dear));
        assertThat(winner(route)).isEqualTo("XENIT");
        assertThat(verdict(route, "MTRANS")).isEqualTo(Verdict.NOT_CONFIGURED);
    }

    @Test
    void passesOverWhoIsSwitchedOffForTheWallet() {
        Tariff off =
                new Tariff("MTRANS", "LSAJA", Money.rupiah(1), Money.rupiah(1), Money.rupiah(2_000_000), false, false);
        Routing.Candidate candidate = new Routing.Candidate(off, false, true, true, false, true, 0);

        Route route = Routing.choose(AMOUNT, List.of(candidate, fee("LSAJA", "XENIT", 900)));
        assertThat(winner(route)).isEqualTo("XENIT");
        assertThat(verdict(route, "MTRANS")).isEqualTo(Verdict.DISABLED);
        assertThat(Routing.choose(AMOUNT, List.of(candidate)))
                .isInstanceOfSatisfying(
                        Route.NotNow.class, wait -> assertThat(wait.reason()).isEqualTo("NO_PROVIDER_ENABLED"));
    }

    @Test
    void triesTheOthersBeforeOneThatDidNotPay() {
        Routing.Candidate failed =
                new Routing.Candidate(tariff("LSAJA", "MTRANS", 500), false, true, true, false, true, 1);
        Routing.Candidate fresh = fee("LSAJA", "LSAJAH2H", 750);

        Route route = Routing.choose(AMOUNT, List.of(failed, fresh));
        assertThat(winner(route)).isEqualTo("LSAJAH2H");
        assertThat(verdict(route, "MTRANS")).isEqualTo(Verdict.FAILED_BEFORE);
        assertThat(winner(Routing.choose(AMOUNT, List.of(failed)))).isEqualTo("MTRANS");
    }

    @Test
    void saysWhyNobodyCanPay() {
        Tariff tariff = tariff("LSAJA", "MTRANS", 500);
        Tariff other = tariff("LSAJA", "XENIT", 650);
        assertThat(Routing.choose(
                        AMOUNT,
                        List.of(
                                new Routing.Candidate(tariff, true, true, true, false, true, 0),
                                new Routing.Candidate(other, false, false, false, false, true, 0))))
                .isInstanceOf(Route.Paused.class);
        assertThat(Routing.choose(
                        AMOUNT,
                        List.of(
                                new Routing.Candidate(tariff, true, true, true, false, true, 0),
                                new Routing.Candidate(other, false, true, false, false, true, 0))))
                .isInstanceOf(Route.NotNow.class);
        assertThat(Routing.choose(AMOUNT, List.of())).isInstanceOf(Route.NotNow.class);
    }

    @Test
    void explainsItselfInJson() {
        Route route = Routing.choose(AMOUNT, List.of(fee("LSAJA", "XENIT", 650), fee("LSAJA", "MTRANS", 500)));
        assertThat(Quote.json(route.quotes()))
                .isEqualTo(
                        "[{\"provider\":\"MTRANS\",\"fee\":\"500.00\",\"verdict\":\"CHOSEN\",\"reason\":\"lowest fee of all"
                                + " available providers\"},{\"provider\":\"XENIT\",\"fee\":\"650.00\",\"verdict\":"
                                + "\"DEARER\",\"reason\":\"the chosen provider has a lower fee\"}]");
    }

    private static String winner(Object route) {
        return route instanceof Route.Chosen chosen ? chosen.provider() : "nobody";
    }

    private static Verdict verdict(Route route, String provider) {
        return route.quotes().stream()
                .filter(quote -> quote.provider().equals(provider))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static Routing.Candidate limited(Money minimum, Money maximum) {
        return new Routing.Candidate(
                new Tariff("MTRANS", "LSAJA", Money.rupiah(1), minimum, maximum, false),
                false,
                true,
                true,
                false,
                true,
                0);
    }

    private static Routing.Candidate fee(String wallet, String provider, long fee) {
        return new Routing.Candidate(tariff(wallet, provider, fee), false, true, true, false, true, 0);
    }

    private static Tariff tariff(String wallet, String provider, long fee) {
        return new Tariff(
                provider,
                wallet,
                Money.rupiah(fee),
                Money.rupiah(1),
                Money.rupiah(2_000_000),
                provider.endsWith("H2H"));
    }
}
