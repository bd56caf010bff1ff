package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies that are still arriving hold their permits. */
@EngineTest
class LargeBodiesOverHttpTest {

    private static final String BATCH = PartnerSystem.TRANSACTIONS + ":batch";
    private static final String LARGE = "{\"transactions\":[" + " ".repeat(70_000) + "{}]}";

    private final EngineUnderTest engine;

    LargeBodiesOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void refusesThirdConcurrentLargeBodyUnread() throws IOException {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));
        PartnerSystem other = PartnerSystem.onboarded(engine, Money.rupiah(100_000));
        List<Socket> onTheirWay = List.of(begin(partner), begin(partner), begin(partner));
        try {
            Eventually.holds(
                    "one of the three is refused",
                    () -> onTheirWay.stream().anyMatch(LargeBodiesOverHttpTest::isAnswered));

            assertThat(partner.post(BATCH, LARGE).v2()).isEqualTo("429 too-many-requests");
            assertThat(other.post(BATCH, LARGE).status()).isEqualTo(200);
            assertThat(partner.post(BATCH, LARGE.replace(" ", "")).status())
                    .as("an ordinary body")
                    .isEqualTo(200);
        } finally {
            for (Socket socket : onTheirWay) {
                socket.close();
            }
        }
        Eventually.holds(
                "the places are free again", () -> partner.post(BATCH, LARGE).status() == 200);
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** A request whose body is not sent completely. */
    private Socket begin(PartnerSystem partner) throws IOException {
        URI address = engine.uri(BATCH);
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write(("POST " + BATCH + " HTTP/1.1\r\nHost: engine\r\nAuthorization: Bearer " + partner.token()
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + LARGE.length()
                                + "\r\n\r\n{\"transactions\":")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
