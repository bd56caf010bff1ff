package id.kezbek.sandbox.demo.visits;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.OfficerClient;
import id.kezbek.sandbox.demo.Claim;
import id.kezbek.sandbox.demo.Narrator;
import id.kezbek.sandbox.demo.Stage;
import id.kezbek.sandbox.demo.Waiting;
import id.kezbek.sandbox.demo.replay.FirstCustomer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The partner's officer logs in with an e-mailed code and finds the reported purchases. */
public final class OfficersVisit {

    private static final Duration MAIL_WITHIN = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final Stage stage;
    private final Narrator narrator;
    private final OfficerClient officer;
    private final String email;

    public OfficersVisit(Stage stage, HttpCalls engine, String email) {
        this.stage = stage;
        this.narrator = stage.narrator();
        this.officer = new OfficerClient(engine, email);
        this.email = email;
    }

    public void play(FirstCustomer.Report report) {
        narrator.step("The partner's officer logs in with a code from an e-mail");
        narrator.call("POST /api/v1/authorization/b2b  " + email);
        Answer asked = officer.ask();
        narrator.answer(asked);
        String code = Waiting.until(MAIL_WITHIN, "an e-mail with a code", this::code);
        narrator.look(stage.mail().address(email));
        narrator.call("POST /api/v1/authorization/otp");
        Answer in = officer.answer(asked.data().path("transaction_id").asString(""), code);
        narrator.check(
                "the code opens a session of " + stage.code(),
                in.data().path("code").asString("").equals(stage.code()),
                in.succeeded() ? "" : in.shortened());
        Answer found = officer.transactions(in.data().path("token").asString(""), "?sort_by=AMOUNT&sort=DESC");
        narrator.check(Claim.same(
                "GET /api/partner/v1/transactions lists the reported purchases",
                found.data().path("total_elements").asLong(0),
                report.rows().size()));
        narrator.page("/transactions (log in as " + email + ")");
    }

    private Optional<String> code() {
        return stage.mail().to(email).stream()
                .flatMap(message -> CODE.matcher(message.text()).results().map(MatchResult::group))
                .reduce((earlier, later) -> later);
    }
}
