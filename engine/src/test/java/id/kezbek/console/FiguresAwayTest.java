package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** People can act on a partner's page even if its figures cannot be read. */
@EngineTest
class FiguresAwayTest {

    private static final String WAITING =
            "pg_locks where not granted and relation = 'reporting.purchase_hour'::regclass";

    private final EngineUnderTest engine;

    FiguresAwayTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void aPartnerCanBeSuspendedWithoutFigures() throws Exception {
        String page = "/console/partners/"
                + PartnerSystem.onboarded(engine, Money.ZERO).code();
        try (ConsoleCalls admin = ConsoleCalls.staff(engine, Role.ADMIN);
                Connection blocker = DriverManager.getConnection(engine.world().jdbcUrl());
                Statement sql = blocker.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            assertThat(admin.get(page).body()).doesNotContain("Angka sedang tidak tersedia");
            blocker.setAutoCommit(false);
            sql.execute("lock table reporting.purchase_hour in access exclusive mode");
            Future<HttpResponse<String>> asked = threads.submit(() -> admin.get(page));
            Eventually.holds(
                    "the figures are being read",
                    () -> engine.administration()
                                    .sql("select count(*) from " + WAITING)
                                    .query(Long.class)
                                    .single()
                            > 0);
            engine.administration()
                    .sql("select pg_terminate_backend(pid) from " + WAITING)
                    .query(Boolean.class)
                    .list();

            HttpResponse<String> shown = asked.get();
            blocker.rollback();

            assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
            assertThat(shown.body()).contains("Angka sedang tidak tersedia", page + "/suspend");
        }
    }
}
