package id.kezbek.reconciliation.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.shared.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error that a file can have, and its message. */
class StatementReaderTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    private static final String HEADER = "provider,id,ref,msisdn,wallet,amount,fee,at\n";
    private static final String ROW = "MTRANS,ours-1,M-1,628118770510,LSAJA,10000,500,2026-03-10T05:00:00Z\n";
    private static final String TRAILER = "TRAILER,1,10000,50000,39500\n";

    private static final Map<String, String> COLUMNS = Map.of(
            "provider", "provider",
            "our_reference", "id",
            "provider_reference", "ref",
            "msisdn", "msisdn",
            "wallet", "wallet",
            "amount", "amount",
            "fee", "fee",
            "at", "at");

    private final List<StatementLine> lines = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();

    @Test
    void readsAPaymentWithItsFeeAndTheBalances() {
        ReadStatement read = read(HEADER + ROW + TRAILER);

        assertThat(read).isEqualTo(new ReadStatement(1, 2, 0, true, -1_050_000, 5_000_000L, 3_950_000L));
        assertThat(lines)
                .containsExactly(
                        new StatementLine(
                                2,
                                0,
                                LineKind.PAYMENT,
                                "ours-1",
                                "M-1",
                                "628118770510",
                                "LSAJA",
                                -1_000_000,
                                at(),
                                null,
                                null),
                        new StatementLine(
                                2,
                                1,
                                LineKind.FEE,
                                "ours-1",
                                "M-1",
                                "628118770510",
                                "LSAJA",
                                -50_000,
                                at(),
                                null,
                                null));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, FFFE", "UTF-16BE, FEFF", "UTF-8, EFBBBF"})
    void readsFilesWithAByteOrderMark(String charset, String mark) {
        byte[] text = (HEADER + ROW + TRAILER).getBytes(Charset.forName(charset));
        byte[] bom = java.util.HexFormat.of().parseHex(mark);
        byte[] file = Arrays.copyOf(bom, bom.length + text.length);
        System.arraycopy(text, 0, file, bom.length, text.length);

        assertThat(read(file, mtrans()).rows()).isEqualTo(1);
    }

    @Test
    void readsAmountsAndTimesOfAnotherCountryAndNumbersInAnotherSpelling() {
        Profile profile = profile(";", Profile.Numbers.COMMA, Profile.Sign.OUT_NEGATIVE, "dd/MM/yyyy HH:mm:ss");
        read(
                bytes(
                        "provider;id;ref;msisdn;wallet;amount;fee;at\r\nMTRANS;;M-1;0811-8770-510;LSAJA;-10.000,00;500,00;10/03/2026 12:00:00\r\nTRAILER;1;-10.000,00;0;0\r\n"),
                profile);

        assertThat(lines.getFirst())
                .isEqualTo(new StatementLine(
                        2, 0, LineKind.PAYMENT, null, "M-1", "628118770510", "LSAJA", -1_000_000, at(), null, null));
    }

    @Test
    void rejectsUnreadableRowsAndContinues() {
        String bad = HEADER + ROW
                + "MTRANS,b,M-2,628118770510,LSAJA,-0,500,2026-03-10T05:00:00Z\n"
                + "MTRANS,c,M-3,628118770510,LSAJA,10000,500,1926-03-10T05:00:00Z\n"
                + "MTRANS,d,M-4,12,LSAJA,10000,500,2026-03-10T05:00:00Z\n"
                + "MTRANS,e,M-5,628118770510,LSAJA,=1+1,500,2026-03-10T05:00:00Z\n"
                + "MTRANS,f,M-6,628118770510,LSAJA,10000,500,10.3.26\n"
                + "TRAILER,6,10000,0,0\n";

        ReadStatement read = read(bad);

        assertThat(read.lines()).isEqualTo(2);
        assertThat(read.rejected()).isEqualTo(5);
        assertThat(read.isWhole()).as("rows that cannot be read prove nothing").isFalse();
        assertThat(rejected)
                .satisfiesExactly(
                        zero -> assertThat(zero).startsWith("3 ").contains("minus zero"),
                        century -> assertThat(century).startsWith("4 ").contains("1926-03-10", "too far from"),
                        number -> assertThat(number).startsWith("5 ").contains("not a mobile number"),
                        formula -> assertThat(formula).startsWith("6 ").contains("'=1+1'"),
                        date -> assertThat(date).startsWith("7 ").contains("'10.3.26'"));
        assertThat(rejected).noneMatch(row -> row.contains(",628118770510,"));
    }

    @Test
    void refusesAFileThatWasCut() {
        assertThat(refusal(HEADER + ROW)).contains("the file was truncated");
        assertThat(refusal(HEADER + ROW + ROW + TRAILER)).contains("should have 1 rows but has 2");
    }

    @Test
    void refusesAFileThatDoesNotAddUp() {
        assertThat(refusal(HEADER + ROW + "TRAILER,1,10001,50000,39500\n")).contains("does not add up", "10001.00");
    }

    @Test
    void refusesTwoFilesInOne() {
        assertThat(refusal(HEADER + ROW + TRAILER + HEADER + ROW + TRAILER)).contains("rows after its trailer");
    }

    @Test
    void refusesAFileOfAnotherProvider() {
        assertThat(refusal(HEADER + ROW.replace("MTRANS", "XENIT") + TRAILER))
                .contains("not from provider MTRANS", "XENIT");
        assertThat(refusal("Product ID,Amount,Balance\n1,2,3\n")).contains("lacks the columns at, fee, id");
        assertThat(refusal("")).contains("is empty");
    }

    @Test
    void refusesARowOfTenMegabytesAndAMillionColumns() {
        assertThat(refusal(HEADER + "MTRANS," + "x".repeat(10_000_000) + "\n"))
                .contains("after line 1", "4000 characters");
        assertThat(refusal(HEADER + ",".repeat(1_000_000) + "\n")).contains("200 columns");
        assertThat(refusal(HEADER + "MTRANS,\"never closed" + ROW.repeat(1_000)))
                .contains("4000 characters");
    }

    @Test
    void refusesBinaryFile() {
        byte[] latin = (HEADER + ROW.replace("ours-1", "é") + TRAILER).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(latin)).contains("not in the encoding UTF-8");
        assertThat(refusal(new byte[] {'P', 'K', 3, 4, 0})).contains("ZIP archive");
    }

    @Test
    void refusesABombAndACutArchive() throws IOException {
        byte[] bomb = zipped(out -> {
            out.write(bytes(HEADER));
            byte[] empty = bytes("\n".repeat(1_000_000));
            for (long written = 0; written < RawFile.INFLATED_MAX + empty.length; written += empty.length) {
                out.write(empty);
            }
        });
        assertThat(bomb.length).isLessThan(1_000_000);
        assertThat(refusal(() -> RawFile.read(bomb, new ByteArrayInputStream(bomb), StandardCharsets.UTF_8)
                        .transferTo(Writer.nullWriter())))
                .contains("when it is decompressed");
        byte[] whole = zipped(out -> out.write(bytes(HEADER + ROW + TRAILER)));
        assertThat(read(whole, mtrans()).rows()).isEqualTo(1);
        assertThat(refusal(Arrays.copyOf(whole, whole.length - 10))).contains("was truncated");
    }

    @Test
    void refusesAFileOfAnotherFormatBySheerNumber() {
        assertThat(refusal(HEADER + ROW.replace("10000", "ten").repeat(StatementReader.REJECTED_MAX + 1)))
                .contains("more than 1000 rows that cannot be read");
    }

    private static Instant at() {
        return Instant.parse("2026-03-10T05:00:00Z");
    }

    @FunctionalInterface
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] zipped(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            writing.to(out);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Profile mtrans() {
        return profile(",", Profile.Numbers.POINT, Profile.Sign.OUT_POSITIVE, "ISO");
    }

    private static Profile profile(String separator, Profile.Numbers numbers, Profile.Sign sign, String times) {
        return new Profile(
                "MTRANS",
                1,
                new Profile.Body(
                        separator,
                        "UTF-8",
                        "Asia/Jakarta",
                        numbers,
                        sign,
                        Profile.FeeStyle.COLUMN,
                        List.of(times),
                        COLUMNS,
                        Map.of(),
                        List.of(),
                        Map.of(),
                        new Profile.Trailer("TRAILER", 1, 2, 3, 4)));
    }

    @Test
    void stopsWhenTheSinkWantsNoMore() {
        List<StatementLine> taken = new ArrayList<>();
        byte[] file = bytes(HEADER + ROW + ROW + ROW);

        ReadStatement read = StatementReader.read(file, "MTRANS", mtrans(), DAY, DAY, new LineSink() {
            @Override
            public void line(StatementLine line) {
                taken.add(line);
            }

            @Override
            public void rejected(int number, String text, String reason) {
                throw new AssertionError(reason);
            }

            @Override
            public boolean wantsMore() {
                return taken.getLast().number() < 3;
            }
        });

        assertThat(read.rows()).isEqualTo(2);
        assertThat(read.isWhole()).isFalse();
        assertThat(refusal(file)).contains("truncated");
    }

    private ReadStatement read(String text) {
        return read(bytes(text), mtrans());
    }

    private ReadStatement read(byte[] file, Profile profile) {
        lines.clear();
        return StatementReader.read(file, "MTRANS", profile, DAY, DAY, new LineSink() {
            @Override
            public void line(StatementLine line) {
                lines.add(line);
            }

            @Override
            public void rejected(int number, String text, String reason) {
                rejected.add(number + " " + text + " " + reason);
            }
        });
    }

    private String refusal(String text) {
        return refusal(bytes(text));
    }

    private String refusal(byte[] file) {
        return refusal(() -> read(file, mtrans()));
    }

    private static String refusal(ThrowingCallable reading) {
        @Nullable Refusal refused = catchThrowableOfType(Refusal.class, reading);
        assertThat(refused).isNotNull();
        assertThat(refused.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("body"));
        return refused.errors().getFirst().reason();
    }
}
