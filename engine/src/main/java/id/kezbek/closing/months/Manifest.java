package id.kezbek.closing.months;

import id.kezbek.closing.CalendarMonth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The figures of a month. Each line has a figure's name, a tab and its value. The lines are sorted by name.
 *
 * @param sha256 the hash of the text in UTF-8, in hexadecimal
 */
public record Manifest(String text, String sha256) {

    /** A figure that has changed since the close. */
    public record Change(String figure, String closed, String now) {}

    static Manifest of(CalendarMonth month, SortedMap<String, String> figures) {
        StringBuilder text = new StringBuilder("month\t" + month + "\n");
        figures.forEach(
                (name, value) -> text.append(name).append('\t').append(value).append('\n'));
        return new Manifest(text.toString(), sha256(text.toString()));
    }

    boolean isIntact() {
        return sha256(text).equals(sha256);
    }

    /**
     * The figures that differ between this manifest and another manifest of the month. A missing figure has an empty
     * value.
     */
    List<Change> changes(Manifest now) {
        SortedMap<String, String> before = lines(text);
        SortedMap<String, String> after = lines(now.text);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String closed = before.getOrDefault(name, "");
            String present = after.getOrDefault(name, "");
            if (!closed.equals(present)) {
                changes.add(new Change(name, closed, present));
            }
        }
        return changes;
    }

    private static SortedMap<String, String> lines(String text) {
        SortedMap<String, String> lines = new TreeMap<>();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            lines.put(line.substring(0, tab), line.substring(tab + 1));
        });
        return lines;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
