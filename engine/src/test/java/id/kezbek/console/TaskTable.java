package id.kezbek.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A table of people's tasks in docs/console.md. It is written only with {@code -Ddocs.times=true}. */
final class TaskTable {

    private static final Path DOCUMENT = Path.of("../docs/console.md");
    private static final String END = "<!-- end of times -->\n";

    /**
     * A measured task.
     *
     * @param steps clicks, keys and filled fields
     */
    private record Task(String what, String who, int steps, Duration time) {

        String row() {
            return String.format(Locale.ROOT, "| %s | %s | %d | %.1f |%n", what, who, steps, time.toMillis() / 1000.0);
        }
    }

    private final String begin;
    private final List<Task> tasks = new ArrayList<>();

    /** @param test the class that measures the tasks */
    TaskTable(String test) {
        this.begin = "<!-- times: " + test + " with -Ddocs.times=true writes this table -->\n";
    }

    static boolean isWanted() {
        return Boolean.getBoolean("docs.times");
    }

    /** Opens the console before the time starts. */
    void measure(Person person, String what, String who, Consumer<Person> work) {
        if (!person.page().url().contains("/console")) {
            person.reader().in("en").open("/console");
        }
        person.begin();
        long started = System.nanoTime();
        work.accept(person);
        tasks.add(new Task(what, who, person.steps(), Duration.ofNanos(System.nanoTime() - started)));
    }

    void write() {
        StringBuilder table =
                new StringBuilder(begin).append(String.format("| task | who | steps | seconds |%n|---|---|---|---|%n"));
        tasks.forEach(task -> table.append(task.row()));
        try {
            String document = Files.readString(DOCUMENT);
            int from = document.indexOf(begin);
            int to = document.indexOf(END, from);
            if (from < 0 || to < from) {
                throw new AssertionError(DOCUMENT + " has no place for the table");
            }
            Files.writeString(DOCUMENT, document.substring(0, from) + table + document.substring(to));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
