package id.kezbek.reporting.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** Lists as files: all rows of one snapshot, as other programs read them. */
@EngineTest
class ExportsTest {

    private static final AtomicLong CUSTOMER = new AtomicLong(6_281_940_000_000L);
    private static final String CSV = TableFormat.CSV.mediaType();
    private static final String XLSX = TableFormat.XLSX.mediaType();
    private static final String PARQUET = TableFormat.PARQUET.mediaType();

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final StaffCalls staff;
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    ExportsTest(EngineUnderTest engine, TestPartners partners) {
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

    @Test
    void aWorkbookHoldsWhatTheListSaysToTheRupiah() throws Exception {
        Partner partner = trading(7);
        List<JsonNode> listed = items("/api/v2/payouts?partner=" + partner.code());

        HttpResponse<byte[]> answer = export("/api/v2/payouts?partner=" + partner.code(), XLSX, Role.FINANCE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-disposition")).contains("payouts-").endsWith(".xlsx\"");
        assertThat(header(answer, "x-export-rows")).isEqualTo("7");
        Sheet sheet = new XSSFWorkbook(new ByteArrayInputStream(answer.body())).getSheetAt(0);
        Map<String, Integer> columns = columns(sheet.getRow(0));
        assertThat(sheet.getLastRowNum()).isEqualTo(7);
        double sum = 0;
        for (int i = 1; i <= 7; i++) {
            Row row = sheet.getRow(i);
            JsonNode item = listed.get(i - 1);
            assertThat(row.getCell(columns.get("id")).getStringCellValue())
                    .isEqualTo(item.get("id").asString());
            assertThat(row.getCell(columns.get("msisdn")).getCellType()).isEqualTo(CellType.STRING);
            assertThat(row.getCell(columns.get("amount")).getCellType()).isEqualTo(CellType.NUMERIC);
            sum += row.getCell(columns.get("amount")).getNumericCellValue();
        }
        assertThat(BigDecimal.valueOf(sum)).isEqualByComparingTo(sum(listed, "amount"));
        assertThat(header(answer, "x-export-totals")).contains("amount=" + sum(listed, "amount"));
    }

    @Test
    void anotherProgramSumsTheParquetFileToWhatTheApiAndTheLedgerSay() throws Exception {
        Partner partner = trading(9);
        List<JsonNode> listed = items("/api/v2/transactions?partner=" + partner.code());

        HttpResponse<byte[]> answer = export("/api/v2/transactions?partner=" + partner.code(), PARQUET, Role.AUDITOR);

        assertThat(duck(answer.body(), "count(*)")).isEqualTo("9");
        String cashback = duck(answer.body(), "sum(cashback)");
        assertThat(new BigDecimal(cashback)).isEqualByComparingTo(sum(listed, "cashback"));
        Money spent = Money.rupiah(1_000_000)
                .plus(engine.get(Balances.class).now(Account.ofPartner(AccountKind.FUNDING, partner.code())));
        assertThat(Money.rupiah(new BigDecimal(duck(answer.body(), "sum(cashback + reward)"))))
                .isEqualTo(spent);
        assertThat(header(answer, "repr-digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(sha256(answer.body())) + ":");
    }

    @Test
    void amountsBelowZeroStayNumbersAndTextsAreNoFormulas() throws Exception {
        Partner partner = trading(1);
        accept(partner.id(), "=HYPERLINK(1)");

        List<String> statement =
                lines(export("/api/v2/partners/" + partner.code() + "/funding/statement", CSV, Role.FINANCE));
        assertThat(statement.getFirst()).isEqualTo("movement,kind,subject,at,amount,balance,bank_reference,currency");
        assertThat(statement).hasSize(4);
        assertThat(statement.get(1)).contains(",TOP_UP,").contains("+07:00,1000000.00,1000000.00,first of ");
        assertThat(statement.get(2)).containsPattern(",ACCEPT,[^,]+,[^,]+\\+07:00,-[0-9]+\\.00,9[0-9.]+,,IDR");

        List<String> bought = lines(export("/api/v2/transactions?partner=" + partner.code(), CSV, Role.FINANCE));
        assertThat(bought.get(1)).contains(",'=HYPERLINK(1),");
        HttpResponse<byte[]> parquet = export("/api/v2/transactions?partner=" + partner.code(), PARQUET, Role.FINANCE);
        assertThat(duck(parquet.body(), "count(*) filter (reference = '=HYPERLINK(1)')"))
                .as("a file for programs holds what was sent")
                .isEqualTo("1");
    }

    @Test
    void whoeverExportsSeesWhatTheListShowsAndNoMore() throws Exception {
        Partner own = trading(2);
        Partner foreign = trading(3);
        String token = engine.get(id.kezbek.access.tokens.IdentityProvider.class)
                .issue(new Caller(Role.PARTNER, own.code(), own.id()), Duration.ofHours(1))
                .token();

        List<String> ofOwn = lines(get("/api/v2/payouts", CSV, token));
        assertThat(ofOwn).hasSize(3);
        assertThat(String.join("\n", ofOwn)).doesNotContain("\"\"fee\"\"").doesNotContain(foreign.code());
        assertThat(String.join("\n", lines(export("/api/v2/payouts?partner=" + own.code(), CSV, Role.FINANCE))))
                .contains("\"\"fee\"\"");
        assertThat(get("/api/v2/partners/" + foreign.code() + "/funding/statement", CSV, token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(export("/api/v2/emails", CSV, Role.FINANCE).statusCode()).isEqualTo(403);
        assertThat(String.join("\n", lines(export("/api/v2/emails?template=NONE", CSV, Role.ADMIN))))
                .isEqualTo("id,template,language,to,state,tries,created_at,changed_at,transaction_id,reason");
    }

    @Test
    void filtersAreThoseOfTheListAndAnExportTakesNoPart() {
        assertThat(problem("/api/v2/payouts?state=SOMEHOW")).contains("\"state\"");
        assertThat(problem("/api/v2/payouts?sort=id")).contains("\"sort\"");
        assertThat(problem("/api/v2/payouts?limit=5")).contains("\"limit\"").contains("must be left out");
        assertThat(problem("/api/v2/payouts?cursor=x")).contains("\"cursor\"");
        Answer json = staff.get("/api/v2/payouts?limit=1", Role.FINANCE);
        assertThat(json.header("content-type")).startsWith("application/json");
    }

    @Test
    void anExportIsAuditedAndItsManifestCanBeReadLater() throws Exception {
        Partner partner = trading(2);
        HttpResponse<byte[]> answer = export("/api/v2/payouts?partner=" + partner.code(), CSV, Role.FINANCE);
        String id = header(answer, "x-export-id");

        JsonNode export = staff.get("/api/v2/exports/" + id, Role.AUDITOR).body();
        assertThat(export.get("state").asString()).isEqualTo("DONE");
        assertThat(export.get("list").asString()).isEqualTo("/api/v2/payouts");
        assertThat(export.at("/manifest/rows").asInt()).isEqualTo(2);
        assertThat(export.at("/manifest/totals/amount/value").asString())
                .isEqualTo(sum(items("/api/v2/payouts?partner=" + partner.code()), "amount")
                        .toPlainString());
        assertThat(export.at("/manifest/sha256").asString())
                .isEqualTo(java.util.HexFormat.of().formatHex(sha256(answer.body())));
        JsonNode audited = staff.get("/api/v2/audit?subject=export%20" + id, Role.AUDITOR)
                .body()
                .at("/items/0");
        assertThat(audited.get("act").asString()).isEqualTo("LIST_EXPORTED");
        assertThat(audited.get("actor").asString()).isEqualTo("finance@staff.example");
        assertThat(audited.at("/detail/rows").asString()).isEqualTo("2");
    }

    /** More than one page of rows, and new rows during the export. */
    @Test
    void allRowsAreOfOneMomentHoweverLongItTakes() throws Exception {
        fillExports(4_100);
        WriteExport writeExport = engine.get(WriteExport.class);
        WriteExport.Asked asked = asked("/api/v2/exports", TableFormat.CSV);
        long before = engine.count("reporting.export");
        List<Long> progress = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Manifest manifest = writeExport.write(asked, out, Long.MAX_VALUE, rows -> {
            progress.add(rows);
            fillExports(10);
        });

        assertThat(manifest.rows()).isEqualTo(before);
        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1).map(line -> line.split(",", 2)[0]))
                .hasSize((int) before)
                .doesNotHaveDuplicates();
        assertThat(progress).hasSizeGreaterThan(2).endsWith(before);
    }

    @Test
    void tooManyRowsAreRefusedBeforeAByteLeaves() {
        fillExports(30);
        assertThatExceptionOfType(WriteExport.TooManyRows.class)
                .isThrownBy(() -> engine.get(WriteExport.class)
                        .write(
                                asked("/api/v2/exports", TableFormat.XLSX),
                                OutputStream.nullOutputStream(),
                                20,
                                rows -> {}));
        AnswerWithExport small = new AnswerWithExport(
                engine.get(WriteExport.class),
                engine.get(Exports.class),
                new ExportSettings(20, 20, Duration.ofDays(1)),
                engine.get(id.kezbek.people.Mailboxes.class),
                engine.get(id.kezbek.approvals.audit.AuditLog.class),
                engine.get(org.springframework.transaction.support.TransactionTemplate.class),
                engine.get(Ids.class));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> small.write(asked("/api/v2/exports", TableFormat.XLSX)))
                .satisfies(refusal ->
                        assertThat(refusal.errors().getFirst().reason()).contains("POST /api/v2/exports"));
    }

    @Test
    void aFileIsOrderedWrittenFetchedByItsOwnerAloneAndEnds() throws Exception {
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
    void aDownloadThatBrokeOffContinues() throws Exception {
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
    void ordersOfNonsenseAreRefusedAtOnce() {
        assertThat(order("/api/v2/nothing", "CSV").fields()).containsExactly("list");
        assertThat(order("/api/v2/payouts?state=SOMEHOW", "CSV").fields()).containsExactly("state");
        assertThat(order("/api/v2/payouts?limit=1", "CSV").fields()).containsExactly("limit");
        assertThat(order("/api/v2/payouts?state=%zz", "CSV").fields()).containsExactly("list");
        assertThat(order("/api/v2/payouts", "PDF").fields()).containsExactly("format");
        assertThat(order("/api/v2/emails", "CSV").v2()).isEqualTo("403 forbidden");
    }

    @Test
    void anotherProcessBeginsAnewWhereTheWriterIsGone() throws Exception {
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

    private WriteExport.Asked asked(String path, TableFormat format) {
        MultiValueMap<String, String> none = new LinkedMultiValueMap<>();
        return WriteExport.Asked.of(
                engine.get(ExportedLists.class).at(path).orElseThrow(), Map.of(), none, format, finance());
    }

    private Caller finance() {
        engine.staffToken(Role.FINANCE);
        return new Caller(Role.FINANCE, "finance@staff.example", null);
    }

    private void fillExports(int count) {
        Ids ids = engine.get(Ids.class);
        UUID[] all = new UUID[count];
        for (int i = 0; i < count; i++) {
            all[i] = ids.next();
        }
        engine.database().sql("""
                        insert into reporting.export (id, list, format, state, is_file, rows, created_at)
                        select unnest(?), '/api/v2/payouts', 'CSV', 'FAILED', false, 0, now()""").param(all).update();
    }

    /** A partner with paid purchases. */
    private Partner trading(int purchases) {
        PartnerId partner = partners.prepaid(Money.rupiah(1_000_000));
        for (int i = 0; i < purchases; i++) {
            accept(partner, "REF-" + i);
        }
        engine.awaitPaid(partner);
        engine.get(DataVersions.class).refresh();
        return engine.get(PartnerDirectory.class).find(partner).orElseThrow();
    }

    private void accept(PartnerId partner, String reference) {
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

    private List<JsonNode> items(String path) {
        return StreamSupport.stream(
                        staff.get(path, Role.FINANCE).body().get("items").spliterator(), false)
                .toList();
    }

    private static BigDecimal sum(List<JsonNode> items, String field) {
        return items.stream()
                .map(item -> new BigDecimal(item.at("/" + field + "/value").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String problem(String path) {
        HttpResponse<byte[]> answer = export(path, CSV, Role.FINANCE);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(header(answer, "content-type")).startsWith("application/problem+json");
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> export(String path, String type, Role role) {
        return get(path, type, engine.staffToken(role));
    }

    private HttpResponse<byte[]> get(String path, String type, String token) {
        return send(request(path, type, token));
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

    private HttpRequest.Builder request(String path, String type, String token) {
        return HttpRequest.newBuilder(engine.uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + token)
                .header("accept", type);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (java.io.IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static List<String> lines(HttpResponse<byte[]> csv) {
        assertThat(csv.statusCode())
                .as(new String(csv.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return new String(csv.body(), StandardCharsets.UTF_8).lines().toList();
    }

    private static Map<String, Integer> columns(Row names) {
        Map<String, Integer> columns = new HashMap<>();
        names.forEach(cell -> columns.put(cell.getStringCellValue(), cell.getColumnIndex()));
        return columns;
    }

    private String duck(byte[] parquet, String expression) throws Exception {
        Path file = Files.write(folder.resolve("export.parquet"), parquet);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery("select " + expression + " from '" + file + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        return id.kezbek.shared.security.Digests.sha256(bytes);
    }
}
