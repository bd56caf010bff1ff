package id.kezbek.console.frame;

import java.util.Map;

/** The result of a page's method. */
public sealed interface Reply {

    /**
     * A rendered page.
     *
     * @param template a file below {@code src/main/jte}, for example {@code transactions/list}
     * @param values the template's parameters
     */
    record Page(int status, String template, Map<String, Object> values) implements Reply {}

    /** A redirect to another page, after an action. */
    record Redirect(String path) implements Reply {

        public Redirect {
            if (!ReturnPath.isOurs(path)) {
                throw new IllegalArgumentException("Not a page of the console: " + path);
            }
        }
    }

    /**
     * A file to download.
     *
     * @param afterwards runs after the browser has read the file or has closed the connection
     */
    record Download(String contentType, String name, byte[] bytes, Runnable afterwards) implements Reply {

        public Download(String contentType, String name, byte[] bytes) {
            this(contentType, name, bytes, () -> {});
        }
    }

    static Reply to(String path) {
        return new Redirect(path);
    }

    /** @param done the key of the message about the completed action, from the texts of the area */
    static Reply to(String path, String done) {
        return new Redirect(path + (path.contains("?") ? "&" : "?") + "done=" + done);
    }
}
