package id.kezbek.closing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.sandbox.finance.VerifyCloseCommand;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./cezbek verify-close} prints the differences from a close: ledger lines, statements, stored figures. */
@EngineTest
class VerifyCloseTest {

    private static final String PROVIDER = "VERIFY1";
    private static final Account RECEIVABLE = Account.ofPartner(AccountKind.RECEIVABLE, PROVIDER);
    private static final Account FUNDING = Account.ofPartner(AccountKind.FUNDING, PROVIDER);
    private static final Instant IN_JUNE = Instant.parse("2014-06-05T03:00:00Z");

    @TempDir
    Path folder;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final ClosedBooks books;

    VerifyCloseTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.books = new ClosedBooks(engine, staff);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void namesEachKindOfDifference() throws IOException {
        post(IN_JUNE, IN_JUNE, 700);
        UUID file = books.statement(PROVIDER, "2014-06-05", "2014-06-05", "b2".repeat(32));
        books.close("2014-06");
        assertThat(verify()).isEqualTo("0: 2014-06: all figures equal the stored figures of the close\n");

        // A late booking: it belongs to an open month and changes no figure, but it is shown.
        post(engine.clock().instant(), IN_JUNE, 40);
        assertThat(verify())
                .isEqualTo(
                        "0: 2014-06: movements of this closed month that were booked later, in an open month: TOP_UP, 1 movements, IDR 40.00\n"
                                + "2014-06: all figures equal the stored figures of the close\n");

        // An attacker writes a line into the closed month.
        post(IN_JUNE.plusSeconds(1), Instant.EPOCH, 5);
        assertThat(verify())
                .startsWith("1: ")
                .contains(
                        "2014-06: ledger FUNDING VERIFY1 TOP_UP was -700.00, is -705.00\n",
                        "2014-06: ledger RECEIVABLE VERIFY1 TOP_UP was 700.00, is 705.00\n")
                .doesNotContain("hash of the close");

        // Another file replaces the statement.
        engine.database()
                .sql("update reconciliation.file set state = 'SUPERSEDED' where id = ?")
                .param(file)
                .update();
        books.statement(PROVIDER, "2014-06-05", "2014-06-05", "c3".repeat(32));
        assertThat(verify())
                .contains("2014-06: statement VERIFY1 2014-06-05 2014-06-05 was " + "b2".repeat(32) + ", is "
                        + "c3".repeat(32) + "\n");

        // An attacker changes a stored figure, and its hash as well.
        engine.database().sql("""
                        update closing.month set manifest = replace(manifest, '-700.00', '-705.00'),
                          manifest_sha256 = encode(sha256(convert_to(replace(manifest, '-700.00', '-705.00'), 'UTF8')), 'hex')
                        where month = '2014-06-01'""").update();
        assertThat(verify())
                .startsWith("1: ")
                .contains(
                        "2014-06: the stored figures do not match the hash of the close; compare them with the audit log\n")
                .doesNotContain("FUNDING VERIFY1");
    }

    private void post(Instant at, Instant begun, long rupiah) {
        UUID subject =
                new UUID(begun.toEpochMilli() << 16 | 0x7000L, UUID.randomUUID().getLeastSignificantBits());
        books.post(at, subject, RECEIVABLE, FUNDING, rupiah);
    }

    /** The exit status and the output. */
    private String verify() throws IOException {
        Path sandbox = folder.resolve("sandbox.json");
        String base = engine.uri("/").toString();
        Files.writeString(
                sandbox,
                "{\"base_url\":\"" + base.substring(0, base.length() - 1)
                        + "\",\"staff\":[{\"role\":\"FINANCE\",\"token\":\"" + engine.staffToken(Role.FINANCE)
                        + "\"}],\"partners\":[]}");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int status = VerifyCloseCommand.run(
                sandbox, List.of("2014-06"), new PrintStream(printed, true, StandardCharsets.UTF_8));
        return status + ": " + printed.toString(StandardCharsets.UTF_8);
    }
}
