package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.Onboarding;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.ProviderStatements;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.sandbox.demo.finance.MonthEnd;
import id.kezbek.sandbox.demo.finance.Office;
import id.kezbek.sandbox.demo.finance.StatementSource;
import id.kezbek.sandbox.demo.reckoning.Figures;
import id.kezbek.sandbox.demo.replay.FirstCustomer;
import id.kezbek.sandbox.demo.replay.Replay;
import id.kezbek.sandbox.demo.visits.Logo;
import id.kezbek.sandbox.demo.visits.OfficersVisit;
import id.kezbek.sandbox.run.Installation;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The whole demo: a partner is onboarded, pays in and reports purchases; every rupiah is accounted for; finance
 * closes the month.
 */
public final class Story {

    private static final BigDecimal TOP_UP = new BigDecimal("10000000000.00");
    private static final String CODE_START = "KOPI";
    private static final int CODE_RANDOM_CHARACTERS = 5;
    private static final String BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /**
     * The output, the clock and the statements of the demo.
     *
     * @param terminal whether the output is a terminal
     * @param clock the engine's clock
     * @param statements the source of the providers' statements
     */
    public record Telling(PrintStream out, boolean terminal, InstantSource clock, StatementSource statements) {}

    private final Narrator narrator;
    private final Installation installation;
    private final RandomGenerator random;
    private final Telling telling;

    private Story(Narrator narrator, Installation installation, RandomGenerator random, Telling telling) {
        this.narrator = narrator;
        this.installation = installation;
        this.random = random;
        this.telling = telling;
    }

    /**
     * Runs the demo on a running installation and prints it to standard output.
     *
     * @return whether all statements are true
     */
    public static boolean play(Installation installation) {
        return play(installation, System.out, isTerminal());
    }

    private static boolean play(Installation installation, PrintStream out, boolean terminal) {
        try (HttpCalls providers = new HttpCalls(installation.providersUrl())) {
            return play(
                    installation,
                    new Telling(out, terminal, InstantSource.system(), new ProviderStatements(providers)::whole));
        }
    }

    /** Like {@link #play(Installation)}, but with other settings for the output. */
    public static boolean play(Installation installation, Telling telling) {
        Narrator narrator = new Narrator(telling.out(), telling.terminal(), installation.baseUrl() + "/console");
        long began = System.nanoTime();
        try (HttpCalls engine = new HttpCalls(installation.baseUrl());
                HttpCalls providers = new HttpCalls(installation.providersUrl());
                HttpCalls mail = new HttpCalls(installation.mailUrl())) {
            new Story(narrator, installation, new SecureRandom(), telling)
                    .tell(engine, new ProviderBook(providers), new Mail(mail));
        } catch (ClaimFailed | NoAnswer failed) {
            narrator.failure(failed.getMessage() + "; the engine's log is " + installation.engineLog());
            return false;
        }
        narrator.end(Duration.ofNanos(System.nanoTime() - began).toSeconds());
        return true;
    }

    private void tell(HttpCalls engine, ProviderBook book, Mail mail) {
        SandboxFile sandbox = SandboxFile.read(installation.sandboxFile());
        LocalDate began = Office.today(telling.clock());
        StaffClient staff = new StaffClient(engine, sandbox);
        TrialBalance before = staff.trialBalance();
        Credentials credentials = onboard(staff);
        topUp(staff, credentials.code());
        PartnerClient partner = signIn(engine, credentials);
        Stage stage = new Stage(narrator, staff, partner, book, mail, credentials.code(), TOP_UP, before);
        FirstCustomer.Report report = new FirstCustomer(stage, randomDigits(8)).play();
        new Money(stage).follow(report);
        new OfficersVisit(stage, engine, officersEmail(credentials.code())).play(report);
        new Replay(stage).play(report);
        new MonthEnd(new Office(
                        stage, new FinanceClient(engine, sandbox), telling.statements(), telling.clock(), began))
                .play();
    }

    private Credentials onboard(StaffClient staff) {
        narrator.step("Kezbek's staff onboard a partner, with a logo");
        String code = CODE_START + random(BASE_36, CODE_RANDOM_CHARACTERS);
        byte[] logo = Logo.png();
        narrator.call("POST /api/v1/partners  code=" + code + " logo=logo.png (" + logo.length + " bytes)");
        Answer answer = staff.onboard(
                new Onboarding(
                        "Kopi Senja " + code,
                        code,
                        officersEmail(code),
                        "6285" + randomDigits(9),
                        "Sari Wulandari",
                        "Jl. Senopati 12, Jakarta"),
                logo);
        narrator.answer(answer);
        Credentials credentials = new Credentials(
                code,
                answer.data().path("api_key").asString(""),
                answer.data().path("api_secret").asString(""));
        narrator.check(
                "the partner gets a key and a secret, which are shown only once",
                answer.succeeded()
                        && !credentials.apiKey().isEmpty()
                        && !credentials.apiSecret().isEmpty(),
                answer.succeeded() ? "" : answer.shortened());
        narrator.page("/partners/" + code);
        return credentials;
    }

    private static String officersEmail(String code) {
        return "officer@" + code.toLowerCase(Locale.ROOT) + ".example";
    }

    private void topUp(StaffClient staff, String code) {
        narrator.step("The partner pays money in, and two people book it");
        String bankReference = "BANK-" + code;
        narrator.call("POST /api/v2/partners/" + code + "/funding/top-ups  IDR " + Figures.rupiah(TOP_UP));
        Answer proposed = staff.proposeTopUp(code, TOP_UP, bankReference);
        narrator.answer(proposed);
        narrator.check(
                "finance has proposed it with the bank's reference", proposed.status() == 202, proposed.status() + "");
        Answer again = staff.proposeTopUp(code, TOP_UP, bankReference);
        narrator.check(
                "a repeat with the same Idempotency-Key returns the same proposal",
                again.body().equals(proposed.body()),
                "");
        narrator.check(Claim.same("the partner cannot spend it yet", staff.available(code), BigDecimal.ZERO));
        narrator.call(
                "POST /api/v2/approvals/" + proposed.body().path("id").asString("") + "/approve  (an administrator)");
        Answer approved = staff.approveTopUp(proposed, bankReference);
        narrator.answer(approved);
        narrator.check(
                "an administrator, another person, has approved it", approved.status() == 200, approved.status() + "");
        narrator.check(Claim.same("the partner can now spend exactly this amount", staff.available(code), TOP_UP));
        narrator.page("/approvals/" + proposed.body().path("id").asString(""));
        narrator.page("/partners/" + code + "/balance");
        narrator.look(installation.baseUrl() + "/api/v2/partners/" + code + "/funding (staff's token)");
    }

    private PartnerClient signIn(HttpCalls engine, Credentials credentials) {
        narrator.step("The partner's system signs a request and gets a token");
        narrator.call("POST /api/v1/authorization/client  x-client-signature=hmac(secret, POST:" + credentials.code()
                + ":time:key)");
        PartnerClient partner = PartnerClient.signIn(engine, credentials, telling.clock());
        narrator.answer(partner.session());
        narrator.check("it is logged in", !partner.token().isEmpty(), "");
        narrator.look("./cezbek sign LAJADA (the same for a seeded partner, as a curl call)");
        return partner;
    }

    private String randomDigits(int count) {
        return random("0123456789", count);
    }

    private String random(String alphabet, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Static analysis assumes that System.console() is never null in this JDK, but the console can be null. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
    }
}
