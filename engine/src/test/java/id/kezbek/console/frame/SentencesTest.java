package id.kezbek.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Language;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine's sentences in Indonesian: none is missing, and values stay in their place. */
class SentencesTest {

    private static final Path FOLDER = Path.of("src/main/resources/console/sentences");
    private static final Path NOT_ON_PAGES = Path.of("src/test/resources/sentences-not-on-pages.txt");
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])!?}");

    private final Written indonesian = Written.in(Language.INDONESIAN);
    private final Written english = Written.in(Language.ENGLISH);

    @Test
    void eachSentenceThatTheEngineMaySayIsInIndonesian() throws IOException, URISyntaxException {
        Set<String> notForPages = Files.readAllLines(NOT_ON_PAGES).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toSet());
        Sentences sentences = Sentences.indonesian();
        Map<String, String> written = WrittenSentences.ofEngine();
        Map<String, String> missing = new TreeMap<>(written);
        missing.keySet()
                .removeIf(
                        one -> notForPages.contains(one) || sentences.find(one).isPresent());
        assertThat(missing)
                .as("add the Indonesian sentence to console/sentences; a value is {0}, {1} … instead of 7001, 7002 …")
                .isEmpty();
        assertThat(written).hasSizeGreaterThan(500);
        assertThat(notForPages).as("a line that no code has").isSubsetOf(written.keySet());
    }

    @Test
    void bothSidesOfALineHaveTheSameValues() throws IOException {
        List<String> different = new ArrayList<>();
        for (String line : lines()) {
            String[] sides = line.split("\t");
            if (sides.length != 2 || sides[1].isBlank() || !places(sides[0]).equals(places(sides[1]))) {
                different.add(line);
            }
        }
        assertThat(different).isEmpty();
    }

    /** The same text is looked up for the amounts, times and days that the page writes in its own form. */
    @Test
    void valuesGetTheFormOfThePage() {
        assertThat(indonesian.sentence("the partner owes Rp1.250.000, which is more than the new limit"))
                .isEqualTo("utang mitra Rp1.250.000, lebih dari batas baru");
        assertThat(indonesian.sentence("must be at most 50000.00")).isEqualTo("paling banyak Rp50.000");
        assertThat(indonesian.sentence(
                        "must be after the rule's valid_from, 2026-12-01T00:00:00Z; omit it so that the rule"
                                + " never begins"))
                .isEqualTo("harus sesudah awal aturan, 1 Des 2026, 07:00:00; kosongkan agar aturan tidak pernah mulai");
        assertThat(indonesian.sentence("12.5 % without a cap: a purchase of Rp1.000.000 earns Rp125.000"))
                .isEqualTo("12,5 % tanpa batas atas: pembelian Rp1.000.000 mendapat Rp125.000");
        assertThat(indonesian.sentence("must be a date, for example 2026-12-01"))
                .isEqualTo("harus tanggal, misalnya 2026-12-01");
    }

    @Test
    void aValueThatIsASentenceIsTranslatedToo() {
        assertThat(indonesian.sentence("the approval is REJECTED already")).isEqualTo("persetujuan sudah ditolak");
        assertThat(indonesian.sentence(
                        "from 2026-12-01T00:00:00Z on rules 4 and 7 overlap at quantity 1 to 2 and amount"
                                + " Rp50.000 to below Rp500.000; rule 7 wins there"))
                .isEqualTo(
                        "mulai 1 Des 2026, 07:00:00 aturan 4 dan 7 tumpang tindih pada jumlah barang 1 sampai 2 dan nilai"
                                + " Rp50.000 sampai di bawah Rp500.000; aturan 7 menang di sana");
        assertThat(indonesian.sentence(
                        "2026-11 cannot be closed yet: explained-breaks: 3 differences are not explained;"
                                + " issued-invoices: 1 partners have no invoice of the month"))
                .isEqualTo(
                        "2026-11 belum dapat ditutup: selisih: 3 belum dijelaskan; faktur: 1 mitra belum punya faktur"
                                + " bulan ini");
    }

    @Test
    void aCountryHasItsName() {
        assertThat(
                        indonesian.sentence(
                                "must be a possible mobile number of Indonesia or Singapore, such as 62812345678 or +62812345678"))
                .isEqualTo(
                        "harus nomor ponsel yang mungkin ada di Indonesia atau Singapura, seperti 62812345678 atau +62812345678");
    }

    @Test
    void eachTextOfAListIsTranslated() {
        assertThat(indonesian.sentence("rows that the engine did not write: staff 7, officer 8"))
                .isEqualTo("baris yang tidak ditulis mesin: pegawai 7, petugas 8");
        assertThat(indonesian.sentence(
                        "another proposal of this kind is open for provider XENIT, FLOAT_TOP_UP 01K; approve,"
                                + " reject or withdraw that proposal first"))
                .isEqualTo(
                        "usulan lain sejenis masih terbuka untuk penyedia XENIT, isi saldo 01K; setujui, tolak atau tarik"
                                + " usulan itu dahulu");
    }

    @Test
    void noTwoValuesTouch() throws IOException {
        assertThat(lines())
                .as("where does the first value end? Write a line for each variant")
                .noneMatch(line -> line.matches(".*\\{[0-9]!?}\\{[0-9]!?}.*"));
        assertThat(indonesian.sentence("has 3 errors")).isEqualTo("punya 3 kesalahan");
        assertThat(indonesian.sentence(
                        "invoice 26/7 already covers 2026-07 until 2026-07-20T00:00:00Z; the next month's"
                                + " invoice covers the rest"))
                .isEqualTo("faktur 26/7 sudah mencakup 2026-07 sampai 20 Jul 2026, 07:00:00; faktur bulan berikutnya"
                        + " mencakup sisanya");
        assertThat(indonesian.sentence(
                        "the payout has changed since the proposal: it was PAID (FUNDING), Rp5.000, after 1"
                                + " attempt and is now PENDING, Rp5.000, after 2 attempts"))
                .isEqualTo("pembayaran berubah sejak usulan: tadinya dibayar (FUNDING), Rp5.000, setelah 1 percobaan,"
                        + " sekarang menunggu, Rp5.000, setelah 2 percobaan");
    }

    /** A value with English words would leave half of the sentence in English, without a mark. */
    @Test
    void sentenceWhoseValueIsEnglishIsNotTranslated() {
        String half = "must be whatever the provider says";
        assertThat(indonesian.sentence(half)).isEqualTo(half);
        assertThat(indonesian.lang(half)).isEqualTo("en");
        assertThat(indonesian.lang("partner Toko Jaya")).isNull();
    }

    @Test
    void valuesFromOutsideAreNeverTranslated() {
        assertThat(indonesian.sentence("amount is 'PAID'; it must be an amount, for example 1500.00"))
                .isEqualTo("amount berisi 'PAID'; harus nilai, misalnya 1500.00");
        assertThat(indonesian.sentence("has two columns with the name is required"))
                .isEqualTo("punya dua kolom dengan nama is required");
    }

    @Test
    void theMorePreciseSentenceIsTaken() {
        assertThat(indonesian.sentence("must be a whole number from 1 to 200"))
                .isEqualTo("harus bilangan bulat dari 1 sampai 200");
        assertThat(indonesian.sentence("must be 1 to 10 letters and digits"))
                .isEqualTo("harus 1 sampai 10 huruf dan angka");
    }

    @Test
    void textsThatTheEngineDidNotWriteStayAndAreMarked() {
        String answer = "Insufficient balance: top up at https://example.com";
        assertThat(indonesian.sentence(answer)).isEqualTo(answer);
        assertThat(indonesian.lang(answer)).isEqualTo("en");
        assertThat(indonesian.lang("is required")).isNull();
        assertThat(english.lang(answer)).isNull();
        assertThat(english.sentence("is required")).isEqualTo("is required");
        String long_ = "must be " + "x; ".repeat(100_000);
        assertThat(indonesian.sentence(long_)).isEqualTo(long_);
    }

    private static List<String> lines() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                all.addAll(Files.readAllLines(file));
            }
        }
        return all;
    }

    private static Set<String> places(String sentence) {
        return PLACE.matcher(sentence)
                .results()
                .map(place -> place.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
