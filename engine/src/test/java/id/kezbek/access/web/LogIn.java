package id.kezbek.access.web;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with a mailbox, who logs in from a separate address. */
public final class LogIn implements AutoCloseable {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?:[0-9]{6})?(?![0-9])");

    private final EngineUnderTest engine;
    private final String email;
    private final HttpClient client;
    private final HttpCalls mailSink;

    public LogIn(EngineUnderTest engine, String email) {
        this.engine = engine;
        this.email = email;
        this.client = engine.clientAt("127.0.7." + ADDRESSES.incrementAndGet());
        this.mailSink = new HttpCalls(engine.world().mailUrl().toString());
    }

    Answer askV1() {
        return post("/api/v1/authorization/b2b", "{\"email\":\"" + email + "\"}")
                .by(client);
    }

    Answer answerV1(String transaction, String otp) {
        return post("/api/v1/authorization/otp", "{\"otp\":\"" + otp + "\"}")
                .header("x-client-trxid", transaction)
                .by(client);
    }

    Answer ask() {
        return post("/api/v2/sessions/challenges", "{\"email\":\"" + email + "\"}")
                .by(client);
    }

    Answer answer(String challenge, String otp) {
        return post("/api/v2/sessions", "{\"challenge\":\"" + challenge + "\",\"otp\":\"" + otp + "\"}")
                .by(client);
    }

    Answer refresh(String token) {
        return post("/api/v2/sessions:refresh", "{\"refresh_token\":\"" + token + "\"}")
                .by(client);
    }

    Answer current(String token) {
        return Call.to(engine.uri("/api/v2/sessions/current")).bearer(token).by(client);
    }

    int logOut(String token) {
        return Call.to(engine.uri("/api/v2/sessions/current"))
                .bearer(token)
                .method("DELETE")
                .statusBy(client);
    }

    Answer post(String path, String body, String header, String value) {
        return post(path, body).header(header, value).by(client);
    }

    /** Logs in over v2 and returns the response with the session. */
    public Answer through() {
        String challenge = ask().body().get("challenge").asString();
        return answer(challenge, code(1));
    }

    /** The code of the n-th e-mail; waits for the e-mail. */
    String code(int number) {
        Mail mail = new Mail(mailSink);
        Eventually.holds(
                "e-mail " + number + " with a code arrives",
                Duration.ofSeconds(40),
                () -> mail.to(email).size() >= number);
        Matcher code = CODE.matcher(mail.to(email).get(number - 1).text());
        if (!code.find()) {
            throw new AssertionError("The e-mail shows no code");
        }
        return code.group();
    }

    List<Mail.Message> mails() {
        return new Mail(mailSink).to(email);
    }

    /** A code that differs from this one. */
    static String wrong(String code) {
        return (code.charAt(0) == '0' ? '1' : '0') + code.substring(1);
    }

    private Call post(String path, String body) {
        return Call.to(engine.uri(path)).post(body);
    }

    @Override
    public void close() {
        client.close();
        mailSink.close();
    }
}
