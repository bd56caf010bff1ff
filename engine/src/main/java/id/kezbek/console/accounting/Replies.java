package id.kezbek.console.accounting;

import id.kezbek.console.frame.Reply;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import org.springframework.http.HttpStatus;

/** Converts responses of API v2 to replies for the browser. */
public final class Replies {

    private static final long BYTES_MAX = 32L * 1024 * 1024;

    private Replies() {}

    /**
     * Shows the new proposal if the action needs a second person's approval. Otherwise shows the given page.
     *
     * @param done the key of the message about the completed action
     */
    public static Reply after(Outcome.Done outcome, String page, String done) {
        return outcome.status() == HttpStatus.ACCEPTED.value()
                ? Reply.to(
                        Path.of(
                                "/console/approvals/{}",
                                outcome.body().path("id").asString()),
                        "accounting.proposed")
                : Reply.to(page, done);
    }

    /**
     * Refuses large files, because a page keeps the file in memory until the browser has read it. The API sends a file
     * in parts, so it has no such limit.
     *
     * @throws Refusal if the file has too many bytes
     */
    public static void requireSmall(long bytes, String api) {
        if (bytes > BYTES_MAX) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the file is larger than 32 MB; download it through the API: GET " + api + " with a token");
        }
    }
}
