package id.kezbek.startup.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.access.StaffTokens;
import id.kezbek.access.people.AdoptPeople;
import id.kezbek.access.people.VerifyPeople;
import id.kezbek.loyalty.Tiers;
import id.kezbek.people.sealing.SealPeople;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation with the seed of settings, whose operator allows that rows without MAC are signed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeedOfSettingsTest {

    private static NewInstallation installation;

    @BeforeAll
    static void start() {
        installation = NewInstallation.start(
                "first_data_settings", Map.of("cezbek.seed", "settings", "cezbek.people.sign-rows-of-before", "true"));
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    @Order(1)
    void seedContainsSettingsButNoPeopleOrMoney() {
        assertThat(installation.count("partners.partner")).isZero();
        assertThat(installation.count("access.staff")).isZero();
        assertThat(installation.count("ledger.line")).isZero();

        Answer purchase = installation.buy(installation.postpaidPartner());

        assertThat(purchase.status()).isEqualTo(201);
        assertThat(purchase.body().at("/cashback/value").asString()).isEqualTo("11250.00");
        assertThat(installation.engine().get(Tiers.class).ladder().tiers()).hasSize(4);
    }

    @Test
    @Order(2)
    void adoptsRowsWithoutMacOnce() throws SQLException {
        installation.forgetSignedRows();
        JdbcClient jdbc = installation.jdbc();
        installation.insertStaff("old@kezbek.example", "2026-01-01");
        installation.insertStaff("old+alias@kezbek.example", "2026-01-02");
        StaffTokens tokens = installation.engine().get(StaffTokens.class);
        AdoptPeople adoption = installation.engine().get(AdoptPeople.class);
        VerifyPeople verification = installation.engine().get(VerifyPeople.class);
        assertThatThrownBy(() -> tokens.issue("old@kezbek.example", Duration.ofHours(1)))
                .isInstanceOf(Refusal.class);

        adoption.adopt();

        assertThat(tokens.issue("old@kezbek.example", Duration.ofHours(1))).isNotEmpty();
        assertThat(jdbc.sql("select count(distinct person) from access.staff")
                        .query(Long.class)
                        .single())
                .as("two spellings are one person")
                .isOne();
        VerifyPeople.Found found = verification.look();
        assertThat(found.notBelieved()).isEmpty();
        assertThat(found.sharing()).as("who came second").hasSize(1);

        installation.insertStaff("inserted@kezbek.example", "2026-01-03");
        adoption.adopt();

        assertThatThrownBy(() -> tokens.issue("inserted@kezbek.example", Duration.ofHours(1)))
                .isInstanceOf(Refusal.class);
        assertThat(verification.look().notBelieved())
                .singleElement()
                .satisfies(named -> assertThat(named).startsWith("staff "));

        assertThat(installation.engine().get(SealPeople.class).run().sealed())
                .as("who is believed is sealed; the inserted row stays for people to look at")
                .isEqualTo(2);
        assertThat(jdbc.sql("select email from access.staff where email is not null")
                        .query(String.class)
                        .list())
                .containsExactly("inserted@kezbek.example");
        assertThat(tokens.issue("OLD@kezbek.example", Duration.ofHours(1))).isNotEmpty();
        assertThat(verification.look().notBelieved()).hasSize(1);
    }
}
