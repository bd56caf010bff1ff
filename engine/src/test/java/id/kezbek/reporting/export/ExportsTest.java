package id.kezbek.reporting.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** The export of a list in the response to a request: formats, rights, audit and limits. */
@EngineTest
class ExportsTest extends ExportCalls {

    private static final String XLSX = TableFormat.XLSX.mediaType();

    ExportsTest(EngineUnderTest engine, TestPartners partners) {
        super(engine, partners);
    }

    @Test
    void workbookEqualsListToTheRupiah() throws Exception {
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
    void parquetSumEqualsApiAndLedger() throws Exception {
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
    void keepsNegativeNumbersAndEscapesFormulas() throws Exception {
        Partner partner = trading(1);
        accept(partner.id(), "=HYPERLINK(1)");
        accept(partner.id(), "a;=cmd|'x'!A0;b");

        List<String> statement =
                lines(export("/api/v2/partners/" + partner.code() + "/funding/statement", CSV, Role.FINANCE));
        assertThat(statement.getFirst()).isEqualTo("movement,kind,subject,at,amount,balance,bank_reference,currency");
        assertThat(statement).hasSize(5);
        assertThat(statement.get(1)).contains(",TOP_UP,").contains("+07:00,1000000.00,1000000.00,first of ");
        assertThat(statement.get(2)).containsPattern(",ACCEPT,[^,]+,[^,]+\\+07:00,-[0-9]+\\.00,9[0-9.]+,,IDR");

        List<String> bought = lines(export("/api/v2/transactions?partner=" + partner.code(), CSV, Role.FINANCE));
        assertThat(bought)
                .as("no text starts a formula, also where semicolons separate cells")
                .anyMatch(row -> row.contains(",'=HYPERLINK(1),"))
                .anyMatch(row -> row.contains(",a;'=cmd|'x'!A0;b,"));
        HttpResponse<byte[]> parquet = export("/api/v2/transactions?partner=" + partner.code(), PARQUET, Role.FINANCE);
        assertThat(duck(parquet.body(), "count(*) filter (reference = '=HYPERLINK(1)')"))
                .as("a file for programs holds what was sent")
                .isEqualTo("1");
    }

    @Test
    void fewFilesOfOnePartnerWaitForSlowClients() throws Exception {
        Partner partner = trading(1);
        Caller officer = new Caller(Role.PARTNER, partner.code(), partner.id());
        WriteExport.Asked asked = WriteExport.Asked.of(
                engine.get(ExportedLists.class).at("/api/v2/payouts").orElseThrow(),
                Map.of(),
                new LinkedMultiValueMap<>(),
                TableFormat.CSV,
                officer);
        AnswerWithExport answers = engine.get(AnswerWithExport.class);
        try (AnswerWithExport.Written first = answers.write(asked);
                AnswerWithExport.Written second = answers.write(asked)) {
            assertThat(first.file()).exists().isNotEqualTo(second.file());
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> answers.write(asked))
                    .extracting(Refusal::code)
                    .isEqualTo(ErrorCode.OUT_OF_SERVICE);
            first.close();
            assertThat(first.file()).doesNotExist();
            try (AnswerWithExport.Written third = answers.write(asked)) {
                assertThat(third.manifest().rows()).isEqualTo(1);
                Files.delete(third.file());
                third.close();
                third.close();
                try (AnswerWithExport.Written fourth = answers.write(asked)) {
                    assertThat(fourth.file()).exists();
                    assertThatExceptionOfType(Refusal.class)
                            .as("only one slot was free")
                            .isThrownBy(() -> answers.write(asked));
                }
            }
        }
    }

    @Test
    void exportShowsNoMoreThanList() throws Exception {
        Partner own = trading(2);
        Partner foreign = trading(3);
        String token = engine.get(id.kezbek.access.tokens.IdentityProvider.class)
                .issue(new Caller(Role.PARTNER, own.code(), own.id()), Duration.ofHours(1))
                .token();

        List<String> ofOwn = lines(get("/api/v2/payouts", CSV, token));
        assertThat(ofOwn).hasSize(3);
        assertThat(String.join("\n", ofOwn)).doesNotContain("\"\"fee\"\"").doesNotContain("," + foreign.code() + ",");
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
    void exportUsesListsFiltersAndNoPaging() {
        assertThat(problem("/api/v2/payouts?state=SOMEHOW")).contains("\"state\"");
        assertThat(problem("/api/v2/payouts?sort=id")).contains("\"sort\"");
        assertThat(problem("/api/v2/payouts?limit=5")).contains("\"limit\"").contains("must be omitted");
        assertThat(problem("/api/v2/payouts?cursor=x")).contains("\"cursor\"");
        Answer json = staff.get("/api/v2/payouts?limit=1", Role.FINANCE);
        assertThat(json.header("content-type")).startsWith("application/json");
    }

    @Test
    void auditsExportWithManifest() throws Exception {
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
    void exportsOneSnapshot() throws Exception {
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
    void refusesTooManyRowsBeforeFirstByte() {
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

    private WriteExport.Asked asked(String path, TableFormat format) {
        MultiValueMap<String, String> none = new LinkedMultiValueMap<>();
        return WriteExport.Asked.of(
                engine.get(ExportedLists.class).at(path).orElseThrow(), Map.of(), none, format, finance());
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
}
