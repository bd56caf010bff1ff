package id.kezbek.sandbox.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MappingIterator;

/** The movements of money in the providers' books, for comparison with the engine's records. */
public final class ProviderBook {

    /** A movement of money in the provider's book. The amount of a reversal is negative. */
    public record Entry(
            @JsonProperty("provider") String provider,
            @JsonProperty("external_id") @Nullable String externalId,
            @JsonProperty("msisdn") String msisdn,
            @JsonProperty("wallet") String wallet,
            @JsonProperty("amount") BigDecimal amount) {}

    private static final String PATH = "/sandbox/book";

    private final HttpCalls calls;

    public ProviderBook(HttpCalls calls) {
        this.calls = calls;
    }

    public String address(String msisdn) {
        return calls.baseUrl() + PATH + "?msisdn=" + msisdn;
    }

    public List<Entry> of(String msisdn) {
        return read(PATH + "?msisdn=" + msisdn, entry -> true);
    }

    /**
     * Reads the book and returns the matching entries. Other entries do not stay in memory, because the book grows
     * without limit.
     */
    public List<Entry> all(Predicate<Entry> wanted) {
        return read(PATH, wanted);
    }

    private List<Entry> read(String path, Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>();
        try (InputStream body = calls.stream(path);
                MappingIterator<Entry> entries =
                        Json.MAPPER.readerFor(Entry.class).readValues(body)) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                if (wanted.test(entry)) {
                    found.add(entry);
                }
            }
        } catch (IOException broken) {
            throw new NoAnswer("the providers' book could not be read to its end: " + broken.getMessage(), broken);
        }
        return found;
    }
}
