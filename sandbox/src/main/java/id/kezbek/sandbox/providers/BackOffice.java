package id.kezbek.sandbox.providers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What no real provider offers to its callers: the whole book, the faults, and the settlement file of a day. */
final class BackOffice {

    static final ZoneId SETTLEMENT_ZONE = ZoneId.of("Asia/Jakarta");
    static final String BOOK = "/sandbox/book";
    static final String FAULTS = "/sandbox/faults/";
    static final String STATEMENT = "/sandbox/statement/";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String STATEMENT_HEADER =
            "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n";

    private final Book book;
    private final Map<Provider, Desk> desks;

    BackOffice(Book book, Map<Provider, Desk> desks) {
        this.book = book;
        this.desks = desks;
    }

    Answer handle(Call call) {
        try {
            return answer(call);
        } catch (BadField bad) {
            return Answer.badField(bad);
        }
    }

    private Answer answer(Call call) {
        if (call.is("GET", BOOK)) {
            return book(call.parameter("msisdn"), call.parameter("external_id"));
        }
        Desk misbehaving = desk(call.segmentAfter(FAULTS));
        if (misbehaving != null) {
            return faults(call, misbehaving);
        }
        Desk settling = desk(call.segmentAfter(STATEMENT));
        if (settling != null && call.method().equals("GET")) {
            return statement(settling.provider(), call.parameter("date"));
        }
        return Answer.notFound();
    }

    private @Nullable Desk desk(@Nullable String name) {
        return name == null ? null : Provider.find(name).map(desks::get).orElse(null);
    }

    private Answer book(@Nullable String msisdn, @Nullable String externalId) {
        Predicate<BookLine> wanted = line -> (msisdn == null || msisdn.equals(line.msisdn()))
                && (externalId == null || externalId.equals(line.externalId()));
        return Answer.streamed(
                "application/json", () -> JsonArray.of(book.movements(wanted).map(BackOffice::row)));
    }

    private static String row(BookLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("provider", line.provider().name());
        fields.put("external_id", line.externalId());
        fields.put("msisdn", line.msisdn());
        fields.put("wallet", line.wallet().name());
        fields.put("amount", line.amount());
        fields.put("at", line.at().toString());
        return JSON.writeValueAsString(fields);
    }

    private static Answer faults(Call call, Desk desk) {
        return switch (call.method()) {
            case "PUT" -> {
                desk.misbehave(FaultsForm.read(call.body()));
                yield Answer.json(200, desk.faults());
            }
            case "GET" -> Answer.json(200, desk.faults());
            default -> Answer.message(405, "Faults are read with GET and set with PUT.");
        };
    }

    private Answer statement(Provider provider, @Nullable String date) {
        LocalDate day = day(date);
        Predicate<BookLine> ofTheDay = line -> line.provider() == provider
                && line.at().atZone(SETTLEMENT_ZONE).toLocalDate().equals(day);
        return Answer.streamed(
                "text/csv;charset=utf-8",
                () -> Stream.concat(
                        Stream.of(STATEMENT_HEADER), book.movements(ofTheDay).map(BackOffice::statementLine)));
    }

    private static LocalDate day(@Nullable String date) {
        if (date == null) {
            throw new BadField("date", "must be given as yyyy-MM-dd");
        }
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw new BadField("date", "must be given as yyyy-MM-dd");
        }
    }

    /** GoPaid's settlement file names no reference of ours, because GoPaid has none. */
    private static String statementLine(BookLine line) {
        String externalId = line.provider().keepsReferences() ? line.externalId() : null;
        return String.join(
                        ",",
                        line.provider().name(),
                        externalId == null ? "" : quoted(externalId),
                        line.reference(),
                        line.msisdn(),
                        line.wallet().name(),
                        Long.toString(line.amount()),
                        Long.toString(line.fee()),
                        line.at().toString())
                + "\n";
    }

    private static String quoted(String text) {
        boolean plain = text.chars().allMatch(character -> character != ',' && character != '"');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
