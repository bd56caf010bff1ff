package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.documents.DeliverInvoices;
import id.kezbek.billing.documents.PdfText;
import id.kezbek.billing.documents.RemindOverdue;
import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.queue.Emails;
import id.kezbek.notifications.queue.KeepEmails;
import id.kezbek.partners.Logo;
import id.kezbek.partners.Partner;
import id.kezbek.partners.logos.ChangeLogo;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Language;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The e-mails to officers about invoices: the file of a new invoice or credit note, and reminders of an overdue invoice. */
@EngineTest
class InvoiceEmailsTest {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final YearMonth last;
    private Partner partner;
    private String id;
    private String number;
    private LocalDate dueOn;

    InvoiceEmailsTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.last = TestInvoices.lastMonth(engine);
    }

    @BeforeEach
    void issue() {
        partner = engine.partner("INVE" + NUMBER.incrementAndGet()).partner();
        TestInvoices.terms(engine, partner, last);
        officer("budi-" + partner.code() + "@officers.example", "en");
        Answer issued = staff.post(path(""), Role.FINANCE, "{\"period\":\"" + last + "\"}");
        assertThat(issued.status()).as(issued.http().body()).isEqualTo(201);
        JsonNode invoice = issued.body().get("invoice");
        id = invoice.get("id").asString();
        number = invoice.get("number").asString();
        dueOn = LocalDate.parse(invoice.get("due_on").asString());
    }

    @AfterEach
    void close() {
        staff.close();
        engine.clock().reset();
    }

    @Test
    void everyOfficerGetsTheFileInOwnLanguageOnce() throws Exception {
        deliver();
        deliver();
        assertThat(emails("INVOICE_ISSUED")).containsExactlyInAnyOrder("en", "id");
        for (Language language : Language.values()) {
            JsonNode attachment = JsonMapper.shared()
                    .readTree(engine.database()
                            .sql("""
                                    select attachment from notifications.email
                                    where template = 'INVOICE_ISSUED' and model ->> 'number' = ? and language = ?""")
                            .params(number, language.code())
                            .query(String.class)
                            .single());
            assertThat(attachment.get("name").asString()).isEqualTo(number.replace('/', '-') + ".pdf");
            byte[] file = engine.get(FileStore.class)
                    .get(attachment.get("key").asString(), 1_000_000)
                    .orElseThrow();
            assertThat(PdfText.of(file)).contains(number, language == Language.ENGLISH ? "Total due" : "Total tagihan");
        }
        // Uses the queue, the file store and SMTP.
        Eventually.holds(
                "both are sent",
                () -> engine.count("notifications.email where template = 'INVOICE_ISSUED' and state = 'SENT'"
                                + " and model ->> 'number' = '" + number + "'")
                        == 2);
    }

    @Test
    void everyOfficerGetsACreditNoteInOwnLanguageOnce() throws Exception {
        deliver();
        credit("100000.00", "two days without service");
        deliver();
        credit("50000.00", "a third day");
        deliver();
        deliver();
        List<String> told =
                engine.database().sql("""
                        select concat_ws(' | ', language, model ->> 'total', model ->> 'left', model ->> 'reason') from notifications.email
                        where template = 'CREDIT_NOTE_ISSUED' and model ->> 'invoice' = ? order by 1""").param(number).query(String.class).list();
        assertThat(told)
                .containsExactly(
                        "en | Rp111.000 | Rp999.000 | two days without service",
                        "en | Rp55.500 | Rp943.500 | a third day",
                        "id | Rp111.000 | Rp999.000 | two days without service",
                        "id | Rp55.500 | Rp943.500 | a third day");
        String key =
                engine.database().sql("""
                        select attachment ->> 'key' from notifications.email
                        where template = 'CREDIT_NOTE_ISSUED' and model ->> 'invoice' = ? and language = 'en'
                          and model ->> 'reason' = 'a third day'""").param(number).query(String.class).single();
        byte[] file = engine.get(FileStore.class).get(key, 1_000_000).orElseThrow();
        assertThat(PdfText.of(file)).contains(number, "a third day");
    }

    private void credit(String amount, String reason) {
        Answer credited = staff.twoPeople(
                path("/" + id + "/credit-note"),
                "{\"amount\":{\"value\":\"" + amount + "\",\"currency\":\"IDR\"},\"reason\":\"" + reason + "\"}");
        assertThat(credited.status()).as(credited.http().body()).isEqualTo(200);
    }

    @Test
    void fileShowsThePartnersLogoAndStaysAsItWasIssued() throws Exception {
        byte[] before = pdf();
        assertThat(images(before)).as("the logo of its onboarding").isEqualTo(1);
        logo(0x00AA00);
        deliver();
        byte[] stored = pdf();
        assertThat(images(stored)).isEqualTo(1);
        assertThat(stored).isNotEqualTo(before);
        logo(0xAA0000);
        assertThat(pdf()).isEqualTo(stored);
    }

    @Test
    void remindsOncePerStepFromTheDayAfterTheDueDate() {
        remindOn(dueOn);
        assertThat(reminders()).isEmpty();
        remindOn(dueOn.plusDays(1));
        assertThat(reminders()).containsExactly("1", "1");
        remindOn(dueOn.plusDays(1));
        remindOn(dueOn.plusDays(6));
        assertThat(reminders()).as("once a step, however often the job runs").hasSize(2);
        remindOn(dueOn.plusDays(7));
        assertThat(reminders()).containsExactly("1", "1", "7", "7");
        // The job did not run on the 14th day.
        remindOn(dueOn.plusDays(16));
        assertThat(reminders()).containsExactly("1", "1", "16", "16", "7", "7");
        remindOn(dueOn.plusDays(30));
        remindOn(dueOn.plusDays(60));
        assertThat(reminders()).hasSize(8).contains("30");
        assertThat(emails("INVOICE_REMINDER")).containsOnly("en", "id").hasSize(8);
    }

    @Test
    void reminderUsesOfficersLanguageAndOpenAmount() {
        pay(600_000);
        remindOn(dueOn.plusDays(1));
        for (Language language : Language.values()) {
            JsonNode model = JsonMapper.shared()
                    .readTree(engine.database()
                            .sql("""
                                    select model from notifications.email
                                    where template = 'INVOICE_REMINDER' and model ->> 'number' = ? and language = ?""")
                            .params(number, language.code())
                            .query(String.class)
                            .single());
            assertThat(model.get("open").asString()).isEqualTo("Rp510.000");
            String year = Integer.toString(dueOn.getYear());
            assertThat(model.get("due_on").asString())
                    .isEqualTo(java.time.format.DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale())
                            .format(dueOn))
                    .endsWith(year);
        }
    }

    @Test
    void noReminderAfterPaymentOrCreditOrForTaxThatWaitsForItsCertificate() {
        remindOn(dueOn.plusDays(1));
        // Everything except the 20,000 that may be withheld.
        pay(1_090_000);
        remindOn(dueOn.plusDays(7));
        pay(20_000);
        remindOn(dueOn.plusDays(14));
        assertThat(reminders()).containsExactly("1", "1");
    }

    @Test
    void noReminderAfterTheInvoiceIsCredited() {
        assertThat(staff.twoPeople(path("/" + id + "/credit-note"), "{\"reason\":\"wrong\"}")
                        .status())
                .isEqualTo(200);
        remindOn(dueOn.plusDays(30));
        assertThat(reminders()).isEmpty();
    }

    /** The limit per address applies only to customers' e-mails, which strangers can cause. */
    @Test
    void dailyLimitDoesNotSuppressReminder() {
        String address = "budi-" + partner.code() + "@officers.example";
        engine.clock().turnTo(dueOn.plusDays(1));
        List<Emails.Email> many = IntStream.range(0, 30)
                .mapToObj(n -> new Emails.Email(
                        UUID.randomUUID(),
                        "TRANSACTION_INVOICE",
                        "en",
                        address,
                        Map.<String, Object>of("company", "Tokomedia"),
                        null))
                .toList();
        engine.get(KeepEmails.class).keep(many, EmailArchive.State.QUEUED);
        // Other tests have no limit.
        engine.database()
                .sql(
                        "update notifications.email set state = 'SUPPRESSED', reason = 'TOO_MANY_THAT_DAY' where id = any(?)")
                .param(many.stream().map(Emails.Email::id).toArray(UUID[]::new))
                .update();
        remindOn(dueOn.plusDays(1));
        assertThat(engine.count("notifications.email where template = 'INVOICE_REMINDER' and language = 'en'"
                        + " and state <> 'SUPPRESSED' and model ->> 'number' = '" + number + "'"))
                .isEqualTo(1);
    }

    private void remindOn(LocalDate day) {
        engine.clock().turnTo(day);
        engine.get(RemindOverdue.class).run();
    }

    /** The days overdue of all reminders of the invoice. */
    private List<String> reminders() {
        return engine.database().sql("""
                        select model ->> 'days_late' from notifications.email
                        where template = 'INVOICE_REMINDER' and model ->> 'number' = ? order by 1""").param(number).query(String.class).list();
    }

    private List<String> emails(String template) {
        return engine.database()
                .sql("select language from notifications.email where template = ? and model ->> 'number' = ?")
                .params(template, number)
                .query(String.class)
                .list();
    }

    private void deliver() {
        while (engine.get(DeliverInvoices.class).run() > 0) {
            // Includes the invoices of other tests.
        }
    }

    private void officer(String email, String language) {
        Answer proposed = staff.post(
                "/api/v2/partners/" + partner.code() + "/officers",
                Role.OPERATIONS,
                "{\"name\":\"Budi\",\"email\":\"" + email + "\",\"language\":\"" + language
                        + "\",\"reason\":\"asked for\"}");
        assertThat(proposed.status()).as(proposed.http().body()).isEqualTo(202);
        Answer approved = staff.approve(proposed, Role.ADMIN);
        assertThat(approved.status()).as(approved.http().body()).isEqualTo(200);
    }

    private void logo(int color) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, color);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        Logo.Reading.Accepted read = (Logo.Reading.Accepted) Logo.read(png.toByteArray());
        engine.get(ChangeLogo.class).change(partner.id(), read.logo(), "test");
    }

    private byte[] pdf() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(engine.uri(path("/" + id + "/pdf?language=en")))
                .header("authorization", "Bearer " + engine.staffToken(Role.FINANCE))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    private static int images(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDResources resources = document.getPage(0).getResources();
            int images = 0;
            for (COSName name : resources.getXObjectNames()) {
                images += resources.isImageXObject(name) ? 1 : 0;
            }
            return images;
        }
    }

    private void pay(long rupiah) {
        Answer paid = staff.twoPeople(
                path("/payments"),
                "{\"amount\":{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"},\"bank_reference\":\"EMAILED-"
                        + NUMBER.incrementAndGet() + "\"}");
        assertThat(paid.status()).as(paid.http().body()).isEqualTo(200);
    }

    private String path(String rest) {
        return "/api/v2/partners/" + partner.code() + "/invoices" + rest;
    }
}
