package id.kezbek.access.web;

import id.kezbek.shared.Eventually;
import id.kezbek.testing.Answer;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A log-in of staff after its code has arrived. */
record PasskeyLogIn(LogIn person, String challenge, String code) {

    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");

    static PasskeyLogIn start(LogIn person) {
        int before = codes(person).size();
        String challenge = person.ask().body().get("challenge").asString();
        Eventually.holds(
                "the code arrives", Duration.ofSeconds(40), () -> codes(person).size() > before);
        return new PasskeyLogIn(person, challenge, codes(person).getLast());
    }

    /** The person gets other e-mails too. */
    private static List<String> codes(LogIn person) {
        return person.mails().stream()
                .flatMap(mail -> CODE.matcher(mail.text()).results())
                .map(MatchResult::group)
                .toList();
    }

    Answer with(String passkey) {
        return person.post(
                "/api/v2/sessions",
                "{\"challenge\":\"%s\",\"otp\":\"%s\",\"passkey\":%s}".formatted(challenge, code, passkey),
                "x-test",
                "1");
    }

    Answer codeAlone() {
        return person.answer(challenge, code);
    }

    Answer asked() {
        return person.post(
                "/api/v2/sessions/passkey-challenges",
                "{\"challenge\":\"%s\",\"otp\":\"%s\"}".formatted(challenge, code),
                "x-test",
                "1");
    }

    JsonNode options() {
        return asked().body().get("get");
    }
}
