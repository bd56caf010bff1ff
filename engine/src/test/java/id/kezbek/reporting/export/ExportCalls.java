package id.kezbek.reporting.export;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The set-up of tests of exports: a partner with purchases, and requests for files. */
abstract class ExportCalls {

    static final AtomicLong CUSTOMER = new AtomicLong(6_281_940_000_000L);
    static final String CSV = TableFormat.CSV.mediaType();
    static final String PARQUET = TableFormat.PARQUET.mediaType();

    final EngineUnderTest engine;
    final TestPartners partners;
    final StaffCalls staff;
    final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    ExportCalls(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
        client.close();
        engine.clock().reset();
    }

    Caller finance() {
        engine.staffToken(Role.FINANCE);
        return new Caller(Role.FINANCE, "finance@staff.example", null);
    }

    /** A partner with paid purchases. */
    Partner trading(int purchases) {
        PartnerId partner = partners.prepaid(Money.rupiah(1_000_000));
        for (int i = 0; i < purchases; i++) {
            accept(partner, "REF-" + i);
        }
        engine.awaitPaid(partner);
        engine.get(DataVersions.class).refresh();
        return engine.get(PartnerDirectory.class).find(partner).orElseThrow();
    }

    void accept(PartnerId partner, String reference) {
        Acceptance accepted = engine.get(AcceptPurchase.class)
                .accept(new Purchase(
                        partner,
                        reference,
                        new Msisdn(Long.toString(CUSTOMER.incrementAndGet())),
                        null,
                        "LSAJA",
                        1,
                        Money.rupiah(500_000)));
        assertThat(accepted).isInstanceOf(Acceptance.Accepted.class);
    }

    HttpResponse<byte[]> get(String path, String type, String token) {
        return send(request(path, type, token));
    }

    HttpRequest.Builder request(String path, String type, String token) {
        return HttpRequest.newBuilder(engine.uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + token)
                .header("accept", type);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (java.io.IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    String duck(byte[] parquet, String expression) throws Exception {
        Path file = Files.write(folder.resolve("export.parquet"), parquet);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery("select " + expression + " from '" + file + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    static byte[] sha256(byte[] bytes) {
        return id.kezbek.shared.security.Digests.sha256(bytes);
    }
}
