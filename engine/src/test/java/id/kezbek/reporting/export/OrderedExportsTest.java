package id.kezbek.reporting.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.partners.Partner;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Exports that are ordered and written as files in the background. */
@EngineTest
class OrderedExportsTest extends ExportCalls {

    OrderedExportsTest(EngineUnderTest engine, TestPartners partners) {
        super(engine, partners);
    }

    @Test
    void onlyOwnerDownloadsFileUntilItExpires() throws Exception {
        Partner partner = trading(3);
        Answer ordered = order("/api/v2/payouts?partner=" + partner.code() + "&wallet=LSAJA", "PARQUET");
        assertThat(ordered.status()).isEqualTo(202);
        String path = ordered.header("location");

        JsonNode done = awaitState(path, "DONE");

        assertThat(done.get("rows").asInt()).isEqualTo(3);
        String file = done.get("file").asString();
        HttpResponse<byte[]> fetched = get(file, "*/*", engine.staffToken(Role.FINANCE));
        assertThat(header(fetched, "content-type")).isEqualTo(PARQUET);
        assertThat(duck(fetched.body(), "count(*)")).isEqualTo("3");
        assertThat(java.util.HexFormat.of().formatHex(sha256(fetched.body())))
                .isEqualTo(done.at("/manifest/sha256").asString());
        assertThat(get(file, "*/*", engine.staffToken(Role.ADMIN)).statusCode()).isEqualTo(404);
        assertThat(engine.count("reporting.export where sealed_order is not null and state = 'DONE'"))
                .isZero();

        UUID told = UUID.nameUUIDFromBytes(
                ("EXPORT_ENDED " + Ids.parse(done.get("id").asString())).getBytes(StandardCharsets.UTF_8));
        Eventually.holds(
                "its owner is told",
                () -> engine.count("notifications.email where template = 'EXPORT_ENDED' and state = 'SENT' and id = '"
                                + told + "'")
                        == 1);

        engine.clock().advance(Duration.ofDays(8));
        engine.get(WriteFiles.class).run();
        assertThat(staff.get(path, Role.FINANCE).body().get("state").asString()).isEqualTo("EXPIRED");
        assertThat(get(file, "*/*", engine.staffToken(Role.FINANCE)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void continuesInterruptedDownload() throws Exception {
        Partner partner = trading(3);
        JsonNode done = awaitState(
                order("/api/v2/payouts?partner=" + partner.code(), "CSV").header("location"), "DONE");
        String path = done.get("file").asString();
        HttpResponse<byte[]> whole = part(path, null, null);
        assertThat(whole.statusCode()).isEqualTo(200);
        byte[] all = whole.body();
        String tag = header(whole, "etag");
        assertThat(tag).isEqualTo('"' + done.at("/manifest/sha256").asString() + '"');
        assertThat(header(whole, "accept-ranges")).isEqualTo("bytes");

        HttpResponse<byte[]> rest = part(path, "bytes=100-", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(all, 100, all.length));
        assertThat(header(rest, "content-range")).isEqualTo("bytes 100-" + (all.length - 1) + "/" + all.length);
        assertThat(header(rest, "etag")).isEqualTo(tag);
        assertThat(part(path, "bytes=0-0", null).body()).isEqualTo(new byte[] {all[0]});
        assertThat(part(path, "bytes=-7", null).body()).isEqualTo(Arrays.copyOfRange(all, all.length - 7, all.length));
        assertThat(part(path, "bytes=10-" + 10 * all.length, null).body())
                .isEqualTo(Arrays.copyOfRange(all, 10, all.length));

        assertThat(part(path, "bytes=100-", "\"of another file\"").statusCode()).isEqualTo(200);
        for (String whatIsNoRange : List.of("bytes=0-1,4-5", "bytes=-", "bytes=9-3", "lines=1-2", "bytes=x-")) {
            assertThat(part(path, whatIsNoRange, null).body()).as(whatIsNoRange).isEqualTo(all);
        }
        for (String behind : List.of("bytes=" + all.length + "-", "bytes=999999999999999999-", "bytes=-0")) {
            HttpResponse<byte[]> none = part(path, behind, null);
            assertThat(none.statusCode()).as(behind).isEqualTo(416);
            assertThat(header(none, "content-range")).isEqualTo("bytes */" + all.length);
        }
        HttpResponse<byte[]> ofAnother =
                send(request(path, "*/*", engine.staffToken(Role.ADMIN)).header("range", "bytes=0-9"));
        assertThat(ofAnother.statusCode()).isEqualTo(404);
    }

    @Test
    void refusesInvalidOrders() {
        assertThat(order("/api/v2/nothing", "CSV").fields()).containsExactly("list");
        assertThat(order("/api/v2/payouts?state=SOMEHOW", "CSV").fields()).containsExactly("state");
        assertThat(order("/api/v2/payouts?limit=1", "CSV").fields()).containsExactly("limit");
        assertThat(order("/api/v2/payouts?state=%zz", "CSV").fields()).containsExactly("list");
        assertThat(order("/api/v2/payouts", "PDF").fields()).containsExactly("format");
        assertThat(order("/api/v2/emails", "CSV").v2()).isEqualTo("403 forbidden");
    }

    @Test
    void otherProcessRestartsLostExport() throws Exception {
        Partner partner = trading(2);
        UUID id = engine.get(Ids.class).next();
        UUID owner = engine.person(finance().subject());
        Exports exports = engine.get(Exports.class);
        exports.addOrder(
                id,
                "/api/v2/payouts",
                TableFormat.CSV,
                owner,
                new Exports.Order(finance().subject(), "/api/v2/payouts?partner=" + partner.code()));
        Exports.Claimed first = exports.claim().orElseThrow();
        assertThat(first.id()).isEqualTo(id);
        exports.progress(first, 1);
        assertThat(exports.claim()).as("it is in work").isEmpty();

        engine.clock().advance(Duration.ofMinutes(3));
        engine.get(WriteFiles.class).run();

        ExportRecord done = exports.find(id).orElseThrow();
        assertThat(done.state()).isEqualTo(ExportRecord.State.DONE);
        assertThat(done.rows()).isEqualTo(2);
        assertThatExceptionOfType(Exports.ClaimLost.class)
                .as("the first comes back from a pause")
                .isThrownBy(() -> exports.progress(first, 2));
    }

    @Test
    void exportThatKillsEachProcessFails() throws Exception {
        Partner partner = trading(1);
        UUID id = engine.get(Ids.class).next();
        Exports exports = engine.get(Exports.class);
        exports.addOrder(
                id,
                "/api/v2/payouts",
                TableFormat.CSV,
                engine.person(finance().subject()),
                new Exports.Order(finance().subject(), "/api/v2/payouts?partner=" + partner.code()));
        for (int killed = 0; killed < 5; killed++) {
            assertThat(exports.claim().orElseThrow().id()).isEqualTo(id);
            engine.clock().advance(Duration.ofMinutes(3));
        }

        engine.get(WriteFiles.class).run();

        ExportRecord failed = exports.find(id).orElseThrow();
        assertThat(failed.state()).isEqualTo(ExportRecord.State.FAILED);
        assertThat(failed.reason()).isEqualTo("it could not be written");
        assertThat(exports.claim()).isEmpty();
    }

    private Answer order(String list, String format) {
        return staff.post("/api/v2/exports", Role.FINANCE, "{\"list\":\"" + list + "\",\"format\":\"" + format + "\"}");
    }

    private JsonNode awaitState(String path, String state) {
        Eventually.holds(
                "the export is " + state,
                Duration.ofSeconds(30),
                () -> staff.get(path, Role.FINANCE)
                        .body()
                        .get("state")
                        .asString()
                        .equals(state));
        return staff.get(path, Role.FINANCE).body();
    }

    private HttpResponse<byte[]> part(String path, String range, String ifRange) {
        HttpRequest.Builder request = request(path, "*/*", engine.staffToken(Role.FINANCE));
        if (range != null) {
            request.header("range", range);
        }
        if (ifRange != null) {
            request.header("if-range", ifRange);
        }
        return send(request);
    }
}
