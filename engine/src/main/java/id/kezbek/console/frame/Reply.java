package id.kezbek.console.frame;

import java.util.Map;

/** What a page's method answers. */
public sealed interface Reply {

    /**
     * A page.
     *
     * @param template such as {@code transactions/list}, a file below {@code src/main/jte}
     * @param values the template's parameters
     */
    record Page(int status, String template, Map<String, Object> values) implements Reply {}

    /** Another page, after something was done. */
    record Redirect(String path) implements Reply {

        public Redirect {
            if (!ReturnPath.isOurs(path)) {
                throw new IllegalArgumentException("Not a page of the console: " + path);
            }
        }
    }

    /**
     * A file to keep.
     *
     * @param afterwards runs once the browser has read it, or has gone
     */
    record Download(String contentType, String name, byte[] bytes, Runnable afterwards) implements Reply {

        public Download(String contentType, String name, byte[] bytes) {
            this(contentType, name, bytes, () -> {});
        }
    }

    static Reply to(String path) {
        return new Redirect(path);
    }

    /** @param done the key of the words that say what was done, in the area's file */
    static Reply to(String path, String done) {
        return new Redirect(path + (path.contains("?") ? "&" : "?") + "done=" + done);
    }
}
