package id.kezbek.access.codes;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.codes.Requester.Surface;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The response time does not reveal whether an e-mail address belongs to a person, because the work is the same. The
 * test compares the work, because times depend on the load of the machine.
 */
@EngineTest
class SameWorkForUnknownAddressTest {

    private final EngineUnderTest engine;

    SameWorkForUnknownAddressTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void requestOfCodeDoesSameWorkForUnknownAddress() {
        engine.get(AddStaff.class).add("known@samework.example", "Known", Role.AUDITOR);
        engine.partner("SAMEWORK");
        engine.get(DataVersions.class).refresh();

        for (Surface surface : Surface.values()) {
            assertSameWork(surface);
        }
    }

    private void assertSameWork(Surface surface) {
        List<String> ofNobody = statements("nobody@samework.example", surface);

        assertThat(ofNobody)
                .as("both kinds of people are looked for, the code is kept")
                .hasSizeGreaterThanOrEqualTo(5)
                .anyMatch(sql -> sql.contains("insert into access.challenge"))
                .as("the e-mail is another thread's work")
                .noneMatch(sql -> sql.contains("notifications."));
        assertThat(statements("known@samework.example", surface))
                .as("of staff, on %s", surface)
                .isEqualTo(ofNobody);
        assertThat(statements(PartnerSamples.email("SAMEWORK"), surface))
                .as("of an officer, on %s", surface)
                .isEqualTo(ofNobody);
    }

    @Test
    void refusedRequestDoesSameWorkForUnknownAddress() {
        engine.get(AddStaff.class).add("again@samework.example", "Again", Role.AUDITOR);
        for (int i = 0; i < RequestChallenge.CODES_MAX_OF_STRANGER; i++) {
            assertThat(statements("again@samework.example", Surface.V2))
                    .isEqualTo(statements("nobody-again@samework.example", Surface.V2));
        }

        List<String> again = statements("again@samework.example", Surface.V2);

        assertThat(again).anyMatch(sql -> sql.contains("code_of"));
        assertThat(statements("nobody-again@samework.example", Surface.V2)).isEqualTo(again);
    }

    /** The statements of a request for a code for this address, in their order. */
    private List<String> statements(String email, Surface surface) {
        DataSource database = engine.get(DataSource.class);
        List<String> statements = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            // Gives this connection to all code in this thread.
            TransactionSynchronizationManager.bindResource(
                    database, new ConnectionHolder(recording(connection, statements)));
            try {
                Challenge unused = engine.get(RequestChallenge.class).ask(email, new Requester(surface, "192.0.2.7"));
            } finally {
                TransactionSynchronizationManager.unbindResource(database);
            }
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
        return statements;
    }

    private static Connection recording(Connection connection, List<String> statements) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException refused) {
                        throw refused.getCause();
                    }
                });
    }
}
