package id.kezbek.payouts.web;

import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.reading.StuckFilter;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The filters of a list of stuck payouts. */
final class StuckQuery {

    private static final int REASON_MAX = 100;
    private static final int PROVIDER_MAX = 20;
    private static final int HOURS_MAX = 10_000;
    private static final Pattern HOURS = Pattern.compile("[1-9][0-9]{0,4}");

    private StuckQuery() {}

    static StuckFilter read(Query query, Caller caller, PartnerDirectory partners, Instant now) {
        PayoutState state = query.oneOf("state", PayoutState.class);
        Duration age = query.found(
                "min_age_hours", StuckQuery::hours, "must be a whole number of hours from 1 to " + HOURS_MAX);
        return new StuckFilter(
                PartnerScope.oneOrAll(partners, caller, query),
                query.msisdn("msisdn"),
                query.oneOf("waits_for", PayoutArchive.WaitsFor.class),
                state == null ? Set.of() : Set.of(state),
                query.text("reason", REASON_MAX),
                query.text("provider", PROVIDER_MAX),
                age == null ? null : now.minus(age));
    }

    private static Optional<Duration> hours(String text) {
        return HOURS.matcher(text).matches() && Integer.parseInt(text) <= HOURS_MAX
                ? Optional.of(Duration.ofHours(Integer.parseInt(text)))
                : Optional.empty();
    }
}
