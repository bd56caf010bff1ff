package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.jayway.jsonpath.JsonPath;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The answers of v2; who may ask is the access module's matter. */
@PayoutsTest
class PayoutsApiTest {

    @Autowired
    ApplicationContext context;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private MockMvc mvc;
    private Caller caller = new Caller(Role.FINANCE, "finance@staff.example", null);

    /** Hands {@link #caller} to the operation, as the access module does. */
    private final class CallerOfTheTest implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest request,
                WebDataBinderFactory binders) {
            return caller;
        }
    }

    @BeforeEach
    void setUp() {
        mvc = MockMvcBuilders.standaloneSetup(context.getBean("payoutsController"))
                .setCustomArgumentResolvers(new CallerOfTheTest())
                .build();
    }

    @AfterEach
    void clear() {
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void tellsAPayoutWithItsAttemptsAndWhy() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 12_500);
        send();

        String body = body("/api/v2/payouts/" + Ids.text(payout));

        assertThat(this.<String>at(body, "$.partner")).isEqualTo("LAJADA");
        assertThat(this.<String>at(body, "$.msisdn")).isEqualTo(customer.digits());
        assertThat(this.<String>at(body, "$.amount.value")).isEqualTo("12500.00");
        assertThat(this.<String>at(body, "$.state")).isEqualTo("PAID");
        assertThat(this.<String>at(body, "$.items[0].kind")).isEqualTo("PURCHASE");
        assertThat(this.<String>at(body, "$.attempts[0].reference"))
                .isEqualTo(Ids.text(stage.attempts(payout).getFirst().id()));
        assertThat(this.<String>at(body, "$.attempts[0].direct_fee.value")).isEqualTo("750.00");
        assertThat(this.<List<String>>at(body, "$.attempts[0].quotes[*].verdict"))
                .containsExactly("CHOSEN", "DEARER", "DEARER");
    }

    /** An earlier version stored numbers as the partner had sent them. */
    @Test
    void listsStuckPayoutsOfOldNotationToo() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 8_000);
        jdbc.sql("update payouts.payout set msisdn = '0' || substr(msisdn, 3) where id = ?")
                .param(payout)
                .update();
        clock.advance(Duration.ofMinutes(11));

        assertThat(this.<List<String>>at(
                        body("/api/v2/payouts/stuck?msisdn=" + customer.digits()), "$.items[*].payout.id"))
                .containsExactly(Ids.text(payout));
    }

    @Test
    void listsUnknownOutcomesAndStuckPayoutsWithAgeAndReason() throws Exception {
        Msisdn customer = stage.customer();
        UUID unknown = stage.order(customer, "GPAID", 8_000);
        UUID attempt = stage.abandonWhileSending(unknown, "GOPAIDH2H", clock.instant());
        context.getBean(Outcomes.class).report(new Report(attempt, unknown, new Finding.Unclear("TIMEOUT")));
        UUID waiting = stage.order(customer, "LSAJA", 8_000);

        assertThat(this.<List<String>>at(
                        body("/api/v2/payouts?state=UNKNOWN&msisdn=" + customer.digits()), "$.items[*].id"))
                .containsExactly(Ids.text(unknown));
        String stuck = "/api/v2/payouts/stuck?msisdn=" + customer.digits();
        assertThat(this.<List<String>>at(body(stuck), "$.items[*].payout.id"))
                .as("what is new is not stuck, save where its outcome is unknown")
                .containsExactly(Ids.text(unknown));
        clock.advance(Duration.ofMinutes(11));
        String body = body(stuck);
        assertThat(this.<List<String>>at(body, "$.items[*].payout.id"))
                .containsExactly(Ids.text(unknown), Ids.text(waiting));
        assertThat(this.<List<String>>at(body, "$.items[*].waits_for")).containsExactly("OUTCOME", "PROVIDER");
        assertThat(this.<List<Integer>>at(body, "$.items[*].age_seconds")).allMatch(age -> age >= 660);
        String first = body(stuck + "&limit=1");
        assertThat(this.<List<String>>at(
                        body(stuck + "&limit=1&cursor=" + at(first, "$.next_cursor")), "$.items[*].payout.id"))
                .containsExactly(Ids.text(waiting));
        assertThat(this.<List<String>>at(body(stuck + "&waits_for=PEOPLE"), "$.items[*].payout.id"))
                .isEmpty();
        jdbc.sql("update payouts.payout set state = 'ATTENTION' where id = ?")
                .param(waiting)
                .update();
        assertThat(this.<List<String>>at(body(stuck + "&waits_for=PEOPLE"), "$.items[*].payout.id"))
                .containsExactly(Ids.text(waiting));
    }

    @Test
    void pagesThroughAllOnceNewestFirst() throws Exception {
        List<String> ordered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ordered.addFirst(Ids.text(stage.order(stage.customer(), "JOSVO", 2_000)));
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String body = body("/api/v2/payouts?state=PENDING&partner=LAJADA&limit=2" + cursor);
            seen.addAll(at(body, "$.items[*].id"));
            String next = at(body, "$.next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }

        assertThat(seen).containsExactlyElementsOf(ordered);
    }

    @Test
    void sumsUpByProviderAgainstAlwaysDirect() throws Exception {
        String before = body("/api/v2/payouts/summary?partner=LAJADA");
        stage.order(stage.customer(), "JOSVO", 2_000);
        send();
        String after = body("/api/v2/payouts/summary?partner=LAJADA");

        assertThat(total(after, "count") - total(before, "count")).isEqualTo(1);
        assertThat(total(after, "amount.value") - total(before, "amount.value")).isEqualTo(2_000);
        assertThat(total(after, "fees.value") - total(before, "fees.value")).isEqualTo(450);
        assertThat(total(after, "direct_fees.value") - total(before, "direct_fees.value"))
                .isEqualTo(700);
        assertThat(this.<List<String>>at(after, "$.states[*].state")).contains("PAID");
    }

    @ParameterizedTest
    @CsvSource({
        "state=SOMEHOW, state",
        "limit=0, limit",
        "limit=201, limit",
        "limit=many, limit",
        "cursor=x, cursor",
        "partner=NOBODY, partner",
        "sort=id, sort",
        "msisdn=1, msisdn",
        "from=soon, from",
        "from=2026-12-01&to=2026-11-01, to",
        "state=PAID&state=HELD, state"
    })
    void namesTheParameterAtFault(String query, String field) {
        Refusal refusal = refusal("/api/v2/payouts?" + query);

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PAYLOAD);
        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly(field);
    }

    @Test
    void filtersByStateNumberAndWallet() throws Exception {
        Msisdn customer = stage.customer();
        String mine = Ids.text(stage.order(customer, "JOSVO", 2_000));
        stage.order(customer, "LSAJA", 2_000);
        stage.order(stage.customer(), "JOSVO", 2_000);

        assertThat(this.<List<String>>at(
                        body("/api/v2/payouts?wallet=JOSVO&msisdn=" + customer.digits()), "$.items[*].id"))
                .containsExactly(mine);
        assertThat(this.<List<String>>at(
                        body("/api/v2/payouts?state=PAID&msisdn=" + customer.digits()), "$.items[*].id"))
                .isEmpty();
    }

    @Test
    void filtersByTheDayOfTheOrderWithoutReadingLaterPayouts() throws Exception {
        LocalDate day = clock.dayNotYetReached();
        Msisdn customer = stage.customer();
        try {
            clock.turnTo(day);
            String mine = Ids.text(stage.order(customer, "JOSVO", 2_000));
            clock.turnTo(day.plusDays(1));
            String later = Ids.text(stage.order(customer, "JOSVO", 2_000));
            stage.orderPaidOnes(PayoutArchive.MAX_LOOKED_AT);
            String list = "/api/v2/payouts?msisdn=" + customer.digits();

            String ofDay = body(list + "&from=" + day + "&to=" + day.plusDays(1));
            assertThat(this.<List<String>>at(ofDay, "$.items[*].id")).containsExactly(mine);
            assertThat(this.<String>at(ofDay, "$.next_cursor")).isNull();
            assertThat(this.<List<String>>at(body(list + "&to=" + day.plusDays(1)), "$.items[*].id"))
                    .as("more later payouts exist than one page may read")
                    .containsExactly(mine);
            assertThat(this.<List<String>>at(body(list + "&state=PENDING&from=" + day.plusDays(1)), "$.items[*].id"))
                    .containsExactly(later);
            caller = new Caller(Role.PARTNER, "OTHER", new PartnerId(2));
            assertThat(this.<List<String>>at(
                            body("/api/v2/payouts?from=" + day + "&to=" + day.plusDays(1)), "$.items[*].id"))
                    .isEmpty();
        } finally {
            clock.reset();
        }
    }

    @Test
    void aPageEndsWhereItHasLookedEnoughAndTheNextGoesOnFromThere() throws Exception {
        Msisdn customer = stage.customer();
        String mine = Ids.text(stage.order(customer, "JOSVO", 2_000));
        stage.orderPaidOnes(PayoutArchive.MAX_LOOKED_AT);

        String first = body("/api/v2/payouts?msisdn=" + customer.digits());
        assertThat(this.<List<String>>at(first, "$.items")).isEmpty();
        String second = body(
                "/api/v2/payouts?msisdn=" + customer.digits() + "&cursor=" + this.<String>at(first, "$.next_cursor"));
        assertThat(this.<List<String>>at(second, "$.items[*].id")).containsExactly(mine);
        assertThat(this.<String>at(second, "$.next_cursor")).isNull();
    }

    @Test
    void aPartnerSeesItsOwnPayoutsWithoutWhatProvidersCharge() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 12_500);
        send();
        caller = new Caller(Role.PARTNER, "LAJADA", new PartnerId(1));

        String body = body("/api/v2/payouts/" + Ids.text(payout));

        assertThat(this.<String>at(body, "$.attempts[0].provider")).isEqualTo("MTRANS");
        assertThat(this.<String>at(body, "$.explanation")).isEqualTo("Paid into the wallet through MTRANS.");
        assertThat(body).doesNotContain("fee\"").doesNotContain("quotes").doesNotContain("XENIT");
        assertThat(body("/api/v2/payouts?state=PAID"))
                .contains(Ids.text(payout))
                .doesNotContain("quotes");
        assertThat(refusal("/api/v2/payouts?partner=LAJADA").errors())
                .extracting(Refusal.FieldError::field)
                .containsExactly("partner");
    }

    @Test
    void anotherPartnersPayoutsAreNotThere() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 12_500);
        caller = new Caller(Role.PARTNER, "OTHER", new PartnerId(1_000));

        assertThat(refusal("/api/v2/payouts/" + Ids.text(payout)).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(this.<List<String>>at(body("/api/v2/payouts"), "$.items")).isEmpty();
    }

    @Test
    void saysInWordsWhyAPayoutIsHeldOrWaits() throws Exception {
        List<String> all = List.of("LSAJAH2H", "MTRANS", "XENIT");
        all.forEach(code -> stage.pause(code, true));
        UUID held = stage.order(stage.customer(), "LSAJA", 12_500);
        try {
            send();
            assertThat(this.<String>at(body("/api/v2/payouts/" + Ids.text(held)), "$.explanation"))
                    .isEqualTo("Held: all suitable providers are paused.");
        } finally {
            all.forEach(code -> stage.pause(code, false));
        }
        UUID waiting = stage.order(stage.customer(), "JOSVO", 12_500);
        assertThat(this.<String>at(body("/api/v2/payouts/" + Ids.text(waiting)), "$.explanation"))
                .isEqualTo("Waits to be sent.");
        stage.faults("XENIT", "{\"timeout_before\":1.0}");
        send();
        assertThat(this.<String>at(body("/api/v2/payouts/" + Ids.text(waiting)), "$.explanation"))
                .startsWith("The result at XENIT is not known yet.");
    }

    @ParameterizedTest
    @CsvSource({"unreadable", "00000000000000000000000000"})
    void whatIsNotThereIsNotFound(String id) {
        assertThat(refusal("/api/v2/payouts/" + id).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private String body(String path) throws Exception {
        return mvc.perform(get(path)).andReturn().getResponse().getContentAsString();
    }

    private Refusal refusal(String path) {
        Throwable thrown = catchThrowable(() -> mvc.perform(get(path)));
        assertThat(thrown).hasCauseInstanceOf(Refusal.class);
        return (Refusal) thrown.getCause();
    }

    private <T> T at(String body, String path) {
        return JsonPath.read(body, path);
    }

    private long total(String body, String figure) {
        List<Object> figures = at(body, "$.providers[?(@.provider=='XENIT')]." + figure);
        return figures.isEmpty()
                ? 0
                : new java.math.BigDecimal(figures.getFirst().toString()).longValueExact();
    }
}
