package id.kezbek.trials.torture;

import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.checks.Evidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The history of one purchase in order of time: callers' requests, records and logs of the engine, bookings of the
 * providers, and disturbances.
 */
final class Timeline {

    /** A disturbance. */
    record Event(Instant at, String what) {}

    private record Moment(Instant at, String who, String what) {}

    private static final int LINES_MAX = 400;
    private static final String AT_FIELD = "\"@timestamp\":\"";

    private static final String RECORDED = """
            with bought as (
              select c.* from cashback.purchase c join partners.partner p on p.id = c.partner
              where p.code = ? and c.reference = ?),
            paid as (select o.* from payouts.payout o join payouts.item i on i.payout = o.id
                     join bought b on b.id = i.purchase),
            tried as (select a.* from payouts.attempt a join paid o on o.id = a.payout)
            select accepted_at as at, 'purchase' as who, to_jsonb(bought) - 'trace' as what from bought
            union all select created_at, 'payout', to_jsonb(paid) from paid
            union all select started_at, 'attempt', to_jsonb(tried) - 'quotes' from tried
            union all select f.at, 'fact', to_jsonb(f) - 'xid' from facts.fact f
              where f.subject in (select id from bought union all select id from paid)
            union all select l.at, 'ledger', to_jsonb(l) || jsonb_build_object('account', a.kind || ' ' || a.owner)
              from ledger.line l join ledger.account a on a.id = l.account
              where l.subject in (select id from bought union all select id from tried)
            """;

    private Timeline() {}

    static List<String> of(Asked.Key purchase, Evidence evidence, List<Event> events, Connection database, Path logs)
            throws SQLException, IOException {
        List<Moment> moments = new ArrayList<>();
        evidence.calls().stream()
                .filter(call -> call.asked().key().equals(purchase))
                .forEach(call -> moments.add(new Moment(call.at(), "caller", call.toString())));
        recorded(purchase, database, moments);
        Set<String> marks = marks(purchase, evidence, moments);
        logged(logs, marks, moments);
        moments.sort(Comparator.comparing(Moment::at));
        hurtMeanwhile(events, moments);
        moments.sort(Comparator.comparing(Moment::at));
        return moments.stream()
                .limit(LINES_MAX)
                .map(moment -> moment.at() + "  " + moment.who() + ": " + moment.what())
                .toList();
    }

    private static void recorded(Asked.Key purchase, Connection database, List<Moment> moments) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(RECORDED)) {
            query.setString(1, purchase.partner());
            query.setString(2, purchase.reference());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    moments.add(new Moment(rows.getTimestamp(1).toInstant(), rows.getString(2), rows.getString(3)));
                }
            }
        }
    }

    /** The texts that identify the purchase in logs and in the providers' books. */
    private static Set<String> marks(Asked.Key purchase, Evidence evidence, List<Moment> moments) {
        Evidence.Index index = evidence.index();
        Set<String> attempts = evidence.rows().attempts().stream()
                .filter(attempt -> purchase.equals(index.keyOfPayout(attempt.payout())))
                .peek(attempt -> index.booked(attempt)
                        .forEach(entry -> moments.add(new Moment(Instant.now(), "book", entry.toString()))))
                .map(index::reference)
                .collect(Collectors.toSet());
        return Stream.concat(attempts.stream(), Stream.of("\"" + purchase.reference() + "\""))
                .collect(Collectors.toSet());
    }

    private static void logged(Path logs, Set<String> marks, List<Moment> moments) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    lines.filter(line -> line.contains(AT_FIELD))
                            .filter(line -> marks.stream().anyMatch(line::contains))
                            .limit(LINES_MAX)
                            .forEach(line -> moments.add(
                                    new Moment(at(line), file.getFileName().toString(), line)));
                }
            }
        }
    }

    private static Instant at(String line) {
        int from = line.indexOf(AT_FIELD) + AT_FIELD.length();
        return OffsetDateTime.parse(line.substring(from, line.indexOf('"', from)))
                .toInstant();
    }

    /** Adds the disturbances, beginning shortly before the purchase's first event. */
    private static void hurtMeanwhile(List<Event> events, List<Moment> moments) {
        Instant first = moments.isEmpty() ? Instant.MAX : moments.getFirst().at();
        events.stream()
                .filter(event -> event.at().isAfter(first.minusSeconds(10)))
                .forEach(event -> moments.add(new Moment(event.at(), "HURT", event.what())));
    }
}
