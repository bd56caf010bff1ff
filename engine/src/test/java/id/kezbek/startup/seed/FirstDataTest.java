package id.kezbek.startup.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.access.AddFirstAdministrators;
import id.kezbek.access.StaffTokens;
import id.kezbek.access.people.AdoptPeople;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.startup.StartFailure;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.DefaultApplicationArguments;

/** The first days of an installation without seed, which begins with two administrators. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstDataTest {

    private static final String TIERS = "/api/v2/tiers";
    private static final String LADDER = """
            {"tiers":[{"code":"BRONZE","grade":1,"last_count":5,"lasts_days":90,"rewards":[]}],"reason":"the first"}""";

    private static NewInstallation installation;

    @BeforeAll
    static void start() {
        installation = NewInstallation.start(
                "first_data", Map.of("cezbek.first-administrators", "first@kezbek.example, second@kezbek.example"));
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    @Order(1)
    void firstAdministratorsAreAddedToEmptyStaffAndAddThird() {
        StaffTokens tokens = installation.engine().get(StaffTokens.class);
        String asFirst = tokens.issue("first@kezbek.example", Duration.ofHours(1));
        String asSecond = tokens.issue("second@kezbek.example", Duration.ofHours(1));
        Answer proposed = post(asFirst, "/api/v2/staff", """
                {"email":"third@kezbek.example","name":"Third","role":"AUDITOR","reason":"joins"}""");
        assertThat(proposed.status()).isEqualTo(202);
        String approval = proposed.body().get("id").asString();
        assertThat(post(asSecond, "/api/v2/approvals/" + approval + "/approve", "")
                        .status())
                .isEqualTo(200);
        assertThat(installation.count("access.staff")).isEqualTo(3);
        assertThat(installation.count("approvals.audit where act = 'FIRST_ADMINISTRATOR_ADDED'"))
                .isEqualTo(2);
        for (String unusable : List.of(
                "one@kezbek.example",
                "one@kezbek.example,ONE@kezbek.example",
                "one@kezbek.example,two.kezbek.example",
                "one@kezbek.example,")) {
            assertThatThrownBy(() -> startAgainWith(unusable))
                    .isInstanceOf(StartFailure.Precondition.class)
                    .hasMessageMatching(
                            "cezbek.first-administrators cannot be used, because "
                                    + "(number 2 is not an e-mail address|it names fewer than two different people); set the e-mail addresses of.*");
        }

        startAgainWith("fourth@kezbek.example,fifth@kezbek.example");

        assertThat(installation.count("access.staff"))
                .as("later it does nothing")
                .isEqualTo(3);
    }

    private static void startAgainWith(String administrators) {
        new FirstAdministrators(installation.engine().get(AddFirstAdministrators.class), administrators)
                .run(new DefaultApplicationArguments());
    }

    private static Answer post(String token, String path, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(installation.engine().uri(path))
                    .bearer(token)
                    .header("content-type", "application/json")
                    .header("idempotency-key", UUID.randomUUID().toString())
                    .post(body)
                    .by(client);
        }
    }

    @Test
    @Order(2)
    void refusesPurchaseWithoutTiersUntilTwoPeopleCreateThem() {
        try (StaffCalls staff = new StaffCalls(installation.engine())) {
            Onboarded partner = installation.postpaidPartner();

            Answer purchase = installation.buy(partner);

            assertThat(purchase.v2()).isEqualTo("503 out-of-service");
            assertThat(purchase.http().body()).contains("has no tiers yet");
            assertThat(installation.count("cashback.purchase")).isZero();
            assertThat(staff.get(TIERS, Role.AUDITOR).body().get("version").asInt())
                    .isZero();

            Answer proposed = staff.post(TIERS, Role.OPERATIONS, LADDER);
            assertThat(proposed.status()).isEqualTo(202);
            assertThat(staff.approve(proposed, Role.ADMIN).body().get("state").asString())
                    .isEqualTo("APPROVED");

            assertThat(staff.get(TIERS, Role.AUDITOR).body().get("version").asInt())
                    .isEqualTo(1);
            assertThat(installation.buy(partner).v2())
                    .as("there is a ladder, and no wallet yet")
                    .isEqualTo("422 wallet-invalid");
        }
    }

    @Test
    @Order(3)
    void peopleFromBeforeAreNotBelievedWithoutAnOperatorsWord() throws SQLException {
        installation.forgetSignedRows();
        installation.insertStaff("inserted@kezbek.example", "2026-01-01");

        installation.engine().get(AdoptPeople.class).adopt();

        StaffTokens tokens = installation.engine().get(StaffTokens.class);
        assertThatThrownBy(() -> tokens.issue("inserted@kezbek.example", Duration.ofHours(1)))
                .isInstanceOf(Refusal.class);
    }
}
