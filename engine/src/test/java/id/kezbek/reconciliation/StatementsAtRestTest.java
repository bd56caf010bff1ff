package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.reconciliation.imports.ForgetStatements;
import id.kezbek.sandbox.providers.Provider;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Colleague;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;

/** Customers' data in statements: sealed bytes, numbers with a retention time, and erasure. */
@EngineTest
class StatementsAtRestTest extends StatementSetUp {

    private static final int BYTES_MAX = 64 * 1024 * 1024;
    /** The first customer of {@link PaidStatement}. */
    private static final String FIRST = "6281112000000";

    @TempDir
    private Path folder;

    private final ApplicationContext context;

    StatementsAtRestTest(EngineUnderTest engine, ApplicationContext context) {
        super(engine);
        this.context = context;
    }

    @Test
    void sealsBytesAndShowsThemToPermittedRoles() {
        LocalDate day = LocalDate.of(2023, 1, 10);
        PaidStatement paid = imported(Provider.XENIT, day, 3);
        Answer again = calls.put("XENIT", day, paid.statement());
        String id = again.body().path("id").asString();

        List<String> parts = parts(id);
        assertThat(parts).hasSize(1);
        byte[] sealed =
                engine.get(FileStore.class).get(parts.getFirst(), BYTES_MAX).orElseThrow();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(FIRST);
        assertThat(parts.getFirst()).contains(again.body().path("sha256").asString());

        HttpResponse<byte[]> file = file(id, Role.AUDITOR);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).asString(StandardCharsets.UTF_8).isEqualTo(paid.statement());
        assertThat(file.headers().firstValue("content-disposition").orElse("")).contains("XENIT-" + day);
        assertThat(staff.get("/api/v2/audit?subject=statement%20" + id, Role.AUDITOR)
                        .body()
                        .at("/items/0/act")
                        .asString())
                .isEqualTo("STATEMENT_READ");
        assertThat(file(id, Role.OPERATIONS).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesBytesThatWereChangedOrLost() {
        LocalDate day = LocalDate.of(2023, 2, 10);
        PaidStatement paid = imported(Provider.XENIT, day, 2);
        String id = calls.put("XENIT", day, paid.statement()).body().path("id").asString();
        FileStore store = engine.get(FileStore.class);
        String part = parts(id).getFirst();
        byte[] sealed = store.get(part, BYTES_MAX).orElseThrow();
        sealed[sealed.length - 20] ^= 1;
        store.put(part, sealed, "application/octet-stream");

        assertThat(file(id, Role.FINANCE).statusCode()).isEqualTo(500);

        store.remove(part);
        assertThat(file(id, Role.FINANCE).statusCode()).isEqualTo(503);
    }

    @Test
    void refusedStatementStoresNoBytes() {
        LocalDate day = LocalDate.of(2023, 3, 10);
        PaidStatement paid = PaidStatement.of(folder, Provider.XENIT, day, 2);
        List<String> before = keys();

        Answer cut = calls.put(
                "XENIT", day, paid.statement().substring(0, paid.statement().length() / 2));

        assertThat(cut.status()).isEqualTo(400);
        assertThat(keys()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void sealsBytesThatAnEarlierEngineLeftInClear() {
        LocalDate day = LocalDate.of(2023, 4, 10);
        PaidStatement paid = imported(Provider.XENIT, day, 2);
        String id = calls.put("XENIT", day, paid.statement()).body().path("id").asString();
        FileStore store = engine.get(FileStore.class);
        store.remove(parts(id).getFirst());
        String plain = "statements/XENIT/" + HexFormat.of().formatHex(new byte[32]);
        store.put(plain, paid.statement().getBytes(StandardCharsets.UTF_8), "application/octet-stream");
        engine.database()
                .sql("update reconciliation.file set sealed_key = null, store_key = ? where id = ?")
                .params(plain, Ids.parse(id))
                .update();

        engine.get(ForgetStatements.class).run();

        assertThat(store.get(plain, BYTES_MAX)).isEmpty();
        assertThat(file(id, Role.FINANCE).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(paid.statement());
    }

    @Test
    void endsNumbersAndBytesAfterTenYears() {
        LocalDate old = Jakarta.dayOf(engine.clock().instant()).minusDays(3655);
        LocalDate young = old.plusDays(60);
        String oldId = calls.put("XENIT", old, imported(Provider.XENIT, old, 3).statement())
                .body()
                .path("id")
                .asString();
        String youngId = calls.put(
                        "XENIT", young, imported(Provider.XENIT, young, 3).statement())
                .body()
                .path("id")
                .asString();

        engine.get(ForgetStatements.class).run();

        assertThat(numbers(oldId)).isEmpty();
        assertThat(engine.count("reconciliation.line where file = '" + Ids.parse(oldId) + "'"))
                .as("amounts and references stay")
                .isEqualTo(6);
        assertThat(parts(oldId)).isEmpty();
        assertThat(staff.get("/api/v2/statements/" + oldId + "/file", Role.FINANCE)
                        .v2())
                .isEqualTo("404 not-found");
        assertThat(numbers(youngId)).hasSize(6);
        assertThat(parts(youngId)).hasSize(1);
        assertThat(engine.get(ForgetStatements.class).run().numbers())
                .as("nothing is left to do")
                .isZero();
    }

    @Test
    void refusedFilesOfTheFolderEndAfterAMonth() {
        FileStore store = engine.get(FileStore.class);
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        String old = ForgetStatements.REFUSED + "/" + today.minusDays(31) + "/XENIT_2023-05-10.csv";
        String young = ForgetStatements.REFUSED + "/" + today.minusDays(30) + "/XENIT_2023-05-10.csv";
        store.put(old, new byte[] {1}, "text/csv");
        store.put(young, new byte[] {1}, "text/csv");

        engine.get(ForgetStatements.class).run();

        assertThat(store.get(old, 10)).isEmpty();
        assertThat(store.get(young, 10)).isPresent();
        store.remove(young);
    }

    @Test
    void erasureRemovesNumberFromOldAndNewLines() {
        LocalDate day = LocalDate.of(2023, 6, 10);
        PaidStatement paid = PaidStatement.of(folder, Provider.XENIT, day, 2);
        PaidStatement later = PaidStatement.of(folder, Provider.XENIT, day.plusDays(1), 2);
        PartnerId partner = attempts.partner();
        attempts.insert(partner, paid.lines(), line -> "SUCCEEDED");
        attempts.insert(later.lines(), line -> "SUCCEEDED");
        String first =
                calls.put("XENIT", day, paid.statement()).body().path("id").asString();
        String ofOther = calls.put("XENIT", day.plusDays(1), later.statement())
                .body()
                .path("id")
                .asString();
        Msisdn pseudonym = new Msisdn("000123456789012");

        erase(new CustomerOf(partner, new Msisdn(FIRST)), pseudonym);

        assertThat(numbers(first)).contains(pseudonym.digits()).doesNotContain(FIRST);
        assertThat(numbers(ofOther)).as("another partner's customer").contains(FIRST);

        PaidStatement corrected =
                new PaidStatement(paid.lines(), paid.statement().replace("\n", "\r\n"));
        Answer late = calls.put("XENIT", day, corrected.statement());
        assertThat(late.status()).as(late.v2()).isEqualTo(201);
        assertThat(numbers(late.body().path("id").asString()))
                .as("a statement that comes after the erasure")
                .contains(pseudonym.digits())
                .doesNotContain(FIRST);
    }

    private HttpResponse<byte[]> file(String statement, Role role) {
        return new Colleague(engine, role).file("/api/v2/statements/" + statement + "/file");
    }

    private void erase(CustomerOf customer, Msisdn pseudonym) {
        context.getBeansOfType(PersonalRecords.class).values().stream()
                .filter(records -> records.getClass().getSimpleName().matches("CustomersOf(Payouts|Statements).*"))
                .forEach(records -> records.erase(customer, pseudonym));
    }

    private PaidStatement imported(Provider provider, LocalDate day, int payments) {
        PaidStatement paid = PaidStatement.of(folder, provider, day, payments);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        Answer imported = calls.put(provider.name(), day, paid.statement());
        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        return paid;
    }

    private List<String> numbers(String statement) {
        return engine.database()
                .sql("select msisdn from reconciliation.line where file = ? and msisdn is not null")
                .param(Ids.parse(statement))
                .query(String.class)
                .list();
    }

    private List<String> parts(String statement) {
        return keys().stream().filter(key -> key.contains(statement)).toList();
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        engine.get(FileStore.class).keys("statements", keys::add);
        return keys;
    }
}
