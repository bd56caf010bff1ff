package id.kezbek.reporting.export;

import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Reads the paths of lists with their filters, for example {@code /api/v2/payouts?state=PAID}. */
@Component
class ListAddresses {

    private static final String FIELD = "list";

    private final ExportedLists lists;

    ListAddresses(ExportedLists lists) {
        this.lists = lists;
    }

    /**
     * Whether the caller's role may read the list. The result is true also for an address without a list, because
     * {@link #read} rejects such an address.
     */
    boolean admits(String address, Caller caller) {
        return lists.at(address.split("\\?", 2)[0])
                .map(list -> list.admits(caller))
                .orElse(true);
    }

    /** @throws Refusal if the address is not a list that can be exported, or the caller may not read the list */
    WriteExport.Asked read(String address, TableFormat format, Caller caller) {
        String[] parts = address.split("\\?", 2);
        ExportedList list = lists.at(parts[0])
                .orElseThrow(() -> Refusal.badField(
                        FIELD, "must be the path of a list with its filters, for example /api/v2/payouts?state=PAID"));
        if (!list.admits(caller)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "your role does not permit this list");
        }
        Map<String, String> variables = list.match(parts[0]).orElseThrow();
        MultiValueMap<String, String> filters = filters(parts.length == 1 ? "" : parts[1]);
        requireFilters(list, filters, FIELD);
        return new WriteExport.Asked(list, variables, filters, format, caller);
    }

    /** Rejects paging parameters: an export always contains all rows. */
    static void requireFilters(ExportedList list, MultiValueMap<String, String> filters, String field) {
        for (String part : new String[] {"limit", "cursor"}) {
            if (filters.containsKey(part)) {
                throw Refusal.badField(part, "must be omitted: an export has all rows");
            }
        }
        if (!filters.isEmpty() && !list.takesQuery()) {
            throw Refusal.badField(field, "has no parameters");
        }
    }

    private static MultiValueMap<String, String> filters(String query) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                filters.add(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return filters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw Refusal.badField(FIELD, "cannot be read: write % as %25");
        }
    }
}
