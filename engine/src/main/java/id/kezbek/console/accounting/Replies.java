package id.kezbek.console.accounting;

import id.kezbek.console.frame.Reply;
import id.kezbek.console.operations.OperationAnswer;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Answers of v2 as replies of a page. */
public final class Replies {

    private static final Pattern NAME = Pattern.compile("filename=\"([A-Za-z0-9._-]+)\"");

    private Replies() {}

    /**
     * The proposal, if it waits for a second person; otherwise the page.
     *
     * @param done the key of the words that say what was done
     */
    public static Reply after(Outcome.Done outcome, String page, String done) {
        return outcome.status() == HttpStatus.ACCEPTED.value()
                ? Reply.to(
                        Path.of("/console/approvals/{}", outcome.body().path("id").asString()), "accounting.proposed")
                : Reply.to(page, done);
    }

    /** A file, under the name that the operation gave it. */
    public static Reply file(OperationAnswer answer, String type, String name) {
        byte[] bytes = answer.orRefusal();
        String given = Optional.ofNullable(answer.header(HttpHeaders.CONTENT_DISPOSITION))
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse(name);
        return new Reply.Download(type, given, bytes);
    }
}
