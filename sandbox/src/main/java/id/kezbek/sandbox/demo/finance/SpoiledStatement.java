package id.kezbek.sandbox.demo.finance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A settlement file with one mistake of each kind. The totals in the last row agree with the changed rows, so that only
 * these rows reveal the mistakes.
 */
final class SpoiledStatement {

    /**
     * A mistake in the file.
     *
     * @param reference the reference of the order
     * @param line the line in the file; 0 if the line was removed
     */
    record Made(Mistake mistake, String reference, int line) {

        /** Whether the engine's difference describes this mistake. */
        boolean isFoundAs(JsonNode difference) {
            return difference.path("kind").asString("").equals(mistake.difference())
                    && (difference.path("attempt").asString("").equals(reference)
                            || line > 0 && difference.path("line_number").asInt(0) == line);
        }
    }

    /** Some spreadsheets cut ids to this number of characters. */
    private static final int CUT_LENGTH = 20;

    private static final String LAST_ROW = "TRAILER,";
    private static final long INVENTED_RUPIAH = 12_345;
    private static final int LAST_ROW_ROWS = 1;
    private static final int LAST_ROW_TOTAL = 2;

    private final String header;
    private final List<String> lastRow;
    private final List<StatementRow> rows = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();
    private final Set<Integer> ourLines = new HashSet<>();

    private SpoiledStatement(String header, List<String> lastRow) {
        this.header = header;
        this.lastRow = lastRow;
    }

    /**
     * Adds the mistakes to a file.
     *
     * @param file the provider's file
     * @param ours the references of our orders; other rows are not changed
     */
    static SpoiledStatement of(byte[] file, Set<String> ours) {
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        List<String> lastRow = List.of(lines.getLast().split(",", -1));
        SpoiledStatement spoiled = new SpoiledStatement(lines.getFirst(), lastRow);
        List<StatementRow> rows = lines.stream()
                .skip(1)
                .filter(line -> !line.startsWith(LAST_ROW))
                .map(StatementRow::of)
                .toList();
        spoiled.write(rows, chosen(rows, ours), ours);
        return spoiled;
    }

    /** Whether the file has enough rows of our orders for all mistakes. */
    static boolean isEnough(byte[] file, Set<String> ours) {
        return new String(file, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(",")
                                && ours.contains(StatementRow.of(line).reference()))
                        .count()
                > Mistake.values().length;
    }

    byte[] bytes() {
        List<String> last = new ArrayList<>(lastRow);
        last.set(LAST_ROW_ROWS, Integer.toString(rows.size()));
        last.set(
                LAST_ROW_TOTAL,
                Long.toString(rows.stream().mapToLong(StatementRow::amount).sum()));
        return Stream.concat(
                        Stream.concat(Stream.of(header), rows.stream().map(StatementRow::line)),
                        Stream.of(String.join(",", last)))
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    List<Made> made() {
        return List.copyOf(made);
    }

    /** Whether the line belongs to one of our orders. */
    boolean isOurs(int line) {
        return ourLines.contains(line);
    }

    /**
     * Chooses a row for each mistake. The row whose references are removed can be matched only by customer and amount.
     * So no other row may have the same customer and amount.
     */
    private static Map<String, Mistake> chosen(List<StatementRow> rows, Set<String> ours) {
        Map<String, Long> alike = new HashMap<>();
        rows.forEach(row -> alike.merge(row.msisdn() + " " + row.amount(), 1L, Long::sum));
        List<Mistake> wanted = new ArrayList<>(List.of(Mistake.values()));
        Map<String, Mistake> chosen = new HashMap<>();
        for (StatementRow row : rows) {
            if (!ours.contains(row.reference()) || wanted.isEmpty()) {
                continue;
            }
            boolean isAlone = alike.getOrDefault(row.msisdn() + " " + row.amount(), 0L) == 1;
            // LOST_ID, the last mistake in the list, needs a row with a unique customer and amount.
            Mistake mistake = isAlone ? wanted.getLast() : wanted.getFirst();
            if (isAlone || mistake != Mistake.LOST_ID) {
                wanted.remove(mistake);
                chosen.put(row.reference(), mistake);
            }
        }
        return chosen;
    }

    private void write(List<StatementRow> original, Map<String, Mistake> chosen, Set<String> ours) {
        for (StatementRow row : original) {
            Mistake mistake = chosen.get(row.reference());
            boolean isOurs = ours.contains(row.reference());
            if (mistake == null) {
                add(row, isOurs);
                continue;
            }
            switch (mistake) {
                case LEFT_OUT -> made.add(new Made(mistake, row.reference(), 0));
                case INVENTED -> {
                    add(row, true);
                    make(
                            mistake,
                            "UNKNOWN-" + row.reference(),
                            row.withReferences("UNKNOWN-" + row.reference(), row.theirReference() + "-X")
                                    .withAmount(INVENTED_RUPIAH));
                }
                case WRONG_AMOUNT -> make(mistake, row.reference(), row.withAmount(row.amount() + 100));
                case WRONG_FEE -> make(mistake, row.reference(), row.withFee(row.fee() + 50));
                case WRONG_WALLET ->
                    make(mistake, row.reference(), row.withWallet(row.wallet().equals("JOSVO") ? "GPAID" : "JOSVO"));
                case WRONG_MSISDN -> make(mistake, row.reference(), row.withMsisdn(other(row.msisdn())));
                case DOUBLED -> {
                    add(row, true);
                    make(mistake, row.reference(), row);
                }
                case PAID_TWICE -> {
                    add(row, true);
                    make(mistake, row.reference(), row.withReferences(row.reference(), row.theirReference() + "-T"));
                }
                case REVERSED -> {
                    add(row, true);
                    make(mistake, row.reference(), row.withAmount(-row.amount()).withFee(0));
                }
                case CUT_ID -> make(mistake, row.reference(), row.withReferences(cut(row.reference()), ""));
                case LOST_ID -> make(mistake, row.reference(), row.withReferences("", ""));
            }
        }
    }

    private void make(Mistake mistake, String reference, StatementRow row) {
        made.add(new Made(mistake, reference, add(row, true)));
    }

    /**
     * @return the number of the line; the header is line 1
     */
    private int add(StatementRow row, boolean isOurs) {
        rows.add(row);
        int line = rows.size() + 1;
        if (isOurs) {
            ourLines.add(line);
        }
        return line;
    }

    private static String cut(String reference) {
        return reference.substring(0, Math.min(CUT_LENGTH, reference.length()));
    }

    /** The same phone number with another last digit. */
    private static String other(String msisdn) {
        char last = msisdn.charAt(msisdn.length() - 1);
        return msisdn.substring(0, msisdn.length() - 1) + (last == '9' ? '0' : (char) (last + 1));
    }
}
