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

/** What the providers say they moved: the truth that the engine's own words are held against. */
public final class ProviderBook {

    /** One movement of money as the provider booked it. A reversal has a negative amount. */
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

    /** The entries that are asked for; the rest of the book, which grows for ever, is read past. */
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
            throw new NoAnswer("the providers' book broke off: " + broken.getMessage(), broken);
        }
        return found;
    }
}
