package id.kezbek.sandbox.providers;

import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.faults.FaultsForm;
import id.kezbek.sandbox.providers.statements.Anomalies;
import id.kezbek.sandbox.providers.statements.Statement;
import id.kezbek.sandbox.providers.wire.Answer;
import id.kezbek.sandbox.providers.wire.BadField;
import id.kezbek.sandbox.providers.wire.Call;
import id.kezbek.sandbox.providers.wire.JsonArray;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP interfaces that no real provider offers: the whole book, the faults, and a day's settlement file with its
 * anomalies.
 */
final class BackOffice {

    static final String BOOK = "/sandbox/book";
    static final String FAULTS = "/sandbox/faults/";
    static final String ANOMALIES = "/sandbox/anomalies/";
    static final String STATEMENT = "/sandbox/statement/";

    /** The length of a date with a four-digit year. There are no settlement files for other dates. */
    private static final int DAY_LENGTH = 10;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Book book;
    private final Map<Provider, Desk> desks;
    private final Map<Provider, Anomalies> anomalies = new ConcurrentHashMap<>();

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
        Desk erring = desk(call.segmentAfter(ANOMALIES));
        if (erring != null) {
            return anomalies(call, erring.provider());
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

    private Answer anomalies(Call call, Provider provider) {
        return switch (call.method()) {
            case "PUT" -> {
                Anomalies wanted = Anomalies.read(call.body());
                anomalies.put(provider, wanted);
                yield Answer.json(200, wanted);
            }
            case "GET" -> Answer.json(200, anomaliesOf(provider));
            default -> Answer.message(405, "Anomalies are read with GET and set with PUT.");
        };
    }

    private Anomalies anomaliesOf(Provider provider) {
        return anomalies.getOrDefault(provider, Anomalies.none());
    }

    private Answer statement(Provider provider, @Nullable String date) {
        Statement statement = new Statement(book, provider, day(date), anomaliesOf(provider));
        return Answer.streamed("text/csv;charset=utf-8", statement::lines);
    }

    private static LocalDate day(@Nullable String date) {
        if (date == null || date.length() != DAY_LENGTH) {
            throw new BadField("date", "must be given as yyyy-MM-dd");
        }
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw new BadField("date", "must be given as yyyy-MM-dd");
        }
    }
}
