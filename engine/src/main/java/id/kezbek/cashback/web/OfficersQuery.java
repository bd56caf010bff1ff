package id.kezbek.cashback.web;

import id.kezbek.cashback.history.OfficersTransactions;
import id.kezbek.cashback.history.OfficersTransactions.Order;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Digests;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The query parameters of an officer's list in v1. As in the prototype, a page size out of range is accepted. Other
 * invalid values are refused.
 */
final class OfficersQuery {

    private static final int LIMIT_DEFAULT = 10;
    private static final int LIMIT_MAX = 100;
    private static final int PAGE_MAX = 1_000_000;
    private static final int SEARCH_MAX = 100;
    private static final int INT_DIGITS = 9;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,100}");
    private static final Map<String, Order> ORDERS =
            Map.of("WALLET_CODE", Order.WALLET_CODE, "AMOUNT", Order.AMOUNT, "REWARD", Order.REWARD);

    private final MultiValueMap<String, String> parameters;
    private final List<FieldError> errors = new ArrayList<>();

    private OfficersQuery(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    static OfficersTransactions.Page read(
            Caller officer, MultiValueMap<String, String> parameters, ListingStarts starts) {
        OfficersQuery query = new OfficersQuery(parameters);
        String search = query.search();
        int page = query.page();
        int limit = query.limit();
        Order order = query.order();
        boolean isDescending = query.isDescending();
        if (!query.errors.isEmpty()) {
            throw Refusal.badFields(query.errors);
        }
        String list = HexFormat.of()
                .formatHex(Digests.sha256(officer.subject() + "\n" + search + "\n" + limit + order + isDescending));
        return new OfficersTransactions.Page(
                officer.requirePartner(), search, page, limit, order, isDescending, starts.of(list, page));
    }

    private @Nullable String search() {
        String name = named("text_search", "textsearch");
        String text = value(name);
        if (text == null) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > SEARCH_MAX || Texts.hasControlCharacters(text)) {
            fault(name, "must have at most " + SEARCH_MAX + " characters and no control characters");
        }
        if (text.indexOf(Texts.REPLACEMENT) >= 0) {
            fault(name, Texts.NOT_UTF_8);
        }
        return Texts.composed(text);
    }

    private int page() {
        Integer page = number("start");
        if (page == null) {
            return 1;
        }
        if (page < 1 || page > PAGE_MAX) {
            fault("start", "must be a page number from 1 to " + PAGE_MAX);
        }
        return page;
    }

    /** As in the prototype, a page size that is not from 1 to 100 becomes the default. */
    private int limit() {
        Integer limit = number("limit");
        return limit == null || limit < 1 || limit > LIMIT_MAX ? LIMIT_DEFAULT : limit;
    }

    private Order order() {
        String name = named("sort_by", "sortby");
        String text = value(name);
        if (text == null) {
            return Order.NEWEST_FIRST;
        }
        Order order = ORDERS.get(text.toUpperCase(Locale.ROOT));
        if (order == null) {
            fault(name, "must be WALLET_CODE, AMOUNT or REWARD");
            return Order.NEWEST_FIRST;
        }
        return order;
    }

    private boolean isDescending() {
        String text = value("sort");
        if (text == null || text.equalsIgnoreCase("ASC")) {
            return false;
        }
        if (!text.equalsIgnoreCase("DESC")) {
            fault("sort", "must be ASC or DESC");
        }
        return true;
    }

    private @Nullable Integer number(String name) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            fault(name, "must be a whole number");
            return null;
        }
        // A number with too many digits becomes -1 or the largest int, because every number out of range has the same
        // effect.
        return text.length() > INT_DIGITS
                ? Integer.valueOf(text.startsWith("-") ? -1 : Integer.MAX_VALUE)
                : Integer.valueOf(text);
    }

    /**
     * The parameter's name in this request. The prototype's documentation and code used different names, so both are
     * accepted.
     */
    private String named(String name, String otherName) {
        return value(name) == null && value(otherName) != null ? otherName : name;
    }

    private @Nullable String value(String name) {
        String text = parameters.getFirst(name);
        return text == null || Texts.isBlank(text) ? null : text.strip();
    }

    private void fault(String name, String reason) {
        errors.add(new FieldError(name, reason));
    }
}
