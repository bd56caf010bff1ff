package id.kezbek.payouts.web;

import id.kezbek.payouts.PayoutArchive;
import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the query of a listing into a checked page, and names every parameter at fault. */
final class PageQuery {

    static final int MAX_LIMIT = 200;
    static final int DEFAULT_LIMIT = 50;

    private static final Set<String> LISTING = Set.of("state", "partner", "limit", "cursor");
    private static final Set<String> SUMMARY = Set.of("partner");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,4}");

    private final Map<String, String> parameters;
    private final Function<String, Optional<PartnerId>> partners;
    private final List<FieldError> errors = new ArrayList<>();

    private PageQuery(Map<String, String> parameters, Function<String, Optional<PartnerId>> partners) {
        this.parameters = parameters;
        this.partners = partners;
    }

    static PayoutArchive.Page read(Map<String, String> parameters, Function<String, Optional<PartnerId>> partners) {
        PageQuery query = new PageQuery(parameters, partners);
        query.refuseOthersThan(LISTING);
        PayoutArchive.Page page = new PayoutArchive.Page(query.state(), query.partner(), query.cursor(), query.limit());
        query.refuseWhereAtFault();
        return page;
    }

    static @Nullable PartnerId readPartner(
            Map<String, String> parameters, Function<String, Optional<PartnerId>> partners) {
        PageQuery query = new PageQuery(parameters, partners);
        query.refuseOthersThan(SUMMARY);
        PartnerId partner = query.partner();
        query.refuseWhereAtFault();
        return partner;
    }

    private @Nullable PayoutState state() {
        String text = parameters.get("state");
        if (text == null) {
            return null;
        }
        for (PayoutState state : PayoutState.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        fault("state", "must be one of " + Arrays.toString(PayoutState.values()));
        return null;
    }

    private @Nullable PartnerId partner() {
        String code = parameters.get("partner");
        if (code == null) {
            return null;
        }
        Optional<PartnerId> partner = partners.apply(code);
        if (partner.isEmpty()) {
            fault("partner", "is no partner's code");
        }
        return partner.orElse(null);
    }

    private @Nullable UUID cursor() {
        String text = parameters.get("cursor");
        if (text == null) {
            return null;
        }
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException none) {
            fault("cursor", "must be the next_cursor of the page before");
            return null;
        }
    }

    private int limit() {
        String text = parameters.get("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            fault("limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private void refuseOthersThan(Set<String> known) {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> fault(
                        "query",
                        "takes no other parameters than "
                                + known.stream().sorted().toList()));
    }

    private void fault(String field, String reason) {
        errors.add(new FieldError(field, reason));
    }

    private void refuseWhereAtFault() {
        if (!errors.isEmpty()) {
            throw Refusal.badFields(errors);
        }
    }
}
