package id.kezbek.reconciliation.parsing;

import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Msisdn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts the rows of one file to statement lines. Not thread-safe. */
final class RowReader {

    private static final int TEXT_MAX = 100;
    private static final int WALLET_MAX = 40;
    /**
     * The number of days by which a row may be before the statement's first day. Rows can be late, and a provider's day
     * can end at another time than our day.
     */
    private static final int DAYS_BEFORE = 7;

    private static final int DAYS_AFTER = 1;
    /**
     * For nearly all phone numbers, this pattern has the same result as the numbering plan. The pattern is a hundred
     * times faster.
     */
    private static final Pattern CANONICAL = Pattern.compile("628[0-9]{8,11}");

    private final Profile profile;
    private final Profile.Body body;
    private final List<@Nullable DateTimeFormatter> times;
    private final ZoneId zone;
    private final LocalDate firstDay;
    private final LocalDate lastDay;

    RowReader(Profile profile, LocalDate from, LocalDate to) {
        this.profile = profile;
        this.body = profile.body();
        this.times = profile.times();
        this.zone = profile.zone();
        this.firstDay = from.minusDays(DAYS_BEFORE);
        this.lastDay = to.plusDays(DAYS_AFTER);
    }

    /** The amount in the row's amount column. The sum of these amounts is compared with the trailer's total. */
    long stated(Row row) {
        return Amounts.read("amount", row.require("amount"), body.numbers());
    }

    /** Whether the row moves money. */
    boolean counts(Row row) {
        String status = row.get("status");
        return body.statuses().isEmpty() || (status != null && body.statuses().contains(status));
    }

    /** The line for the row's amount. */
    StatementLine line(int number, Row row) {
        long stated = stated(row);
        if (stated == 0) {
            throw new BadRow("amount is 0; a row must move money");
        }
        String mapped = mapped(row);
        LineKind kind;
        long effect;
        if (mapped == null) {
            effect = body.sign() == Profile.Sign.OUT_NEGATIVE ? stated : -stated;
            kind = effect < 0 ? LineKind.PAYMENT : LineKind.REVERSAL;
        } else {
            boolean adds = mapped.startsWith("+");
            boolean takes = mapped.startsWith("-");
            kind = LineKind.valueOf(adds || takes ? mapped.substring(1) : mapped);
            effect = switch (body.sign()) {
                case OUT_NEGATIVE -> stated;
                case OUT_POSITIVE -> -stated;
                case BY_KIND -> takes || kind.takes() && !adds ? -Math.abs(stated) : Math.abs(stated);
            };
        }
        String balance = row.get("balance");
        return new StatementLine(
                number,
                0,
                kind,
                row.text("our_reference", TEXT_MAX),
                row.text("provider_reference", TEXT_MAX),
                msisdn(kind, row.text("msisdn", TEXT_MAX)),
                wallet(row.text("wallet", WALLET_MAX)),
                effect,
                at(row.require("at")),
                row.text("batch", TEXT_MAX),
                balance == null ? null : Amounts.read("balance", balance, body.numbers()));
    }

    /** The line for a charge in another column of the same row; empty without a charge. */
    Optional<StatementLine> charge(Row row, StatementLine of, LineKind kind, int part) {
        String meaning = kind == LineKind.FEE ? "fee" : "vat";
        String text = body.fees() == Profile.FeeStyle.COLUMN ? row.get(meaning) : null;
        long charge = text == null ? 0 : Math.abs(Amounts.read(meaning, text, body.numbers()));
        return charge == 0
                ? Optional.empty()
                : Optional.of(new StatementLine(
                        of.number(),
                        part,
                        kind,
                        of.ourReference(),
                        of.providerReference(),
                        of.msisdn(),
                        of.wallet(),
                        -charge,
                        of.at(),
                        of.batch(),
                        null));
    }

    private @Nullable String mapped(Row row) {
        String kind = row.get("kind");
        if (!body.columns().containsKey("kind")) {
            return null;
        }
        if (kind == null) {
            throw new BadRow("kind is missing");
        }
        String type = row.get("type");
        String both = type == null ? null : body.kinds().get(type + "/" + kind);
        return both != null ? both : body.kinds().getOrDefault(kind, LineKind.OTHER.name());
    }

    /**
     * The phone number. In rows of charges and transfers, other texts are ignored, because the column can contain a
     * bank account.
     */
    private static @Nullable String msisdn(LineKind kind, @Nullable String text) {
        if (text == null || CANONICAL.matcher(text).matches()) {
            return text;
        }
        @Nullable String digits = Msisdn.parse(text).map(Msisdn::digits).orElse(null);
        if (digits == null && (kind == LineKind.PAYMENT || kind == LineKind.REVERSAL)) {
            throw new BadRow("msisdn is not a mobile number; it must be, for example, 628118770510");
        }
        return digits;
    }

    private @Nullable String wallet(@Nullable String text) {
        return text == null ? null : body.wallets().getOrDefault(text, text);
    }

    private Instant at(String text) {
        for (DateTimeFormatter format : times) {
            Instant at = parsed(text, format);
            if (at != null) {
                LocalDate day = Jakarta.dayOf(at);
                if (day.isBefore(firstDay) || day.isAfter(lastDay)) {
                    throw new BadRow("at is " + day + ", which is too far from the statement's days; it must be from "
                            + firstDay + " to " + lastDay);
                }
                return at;
            }
        }
        throw new BadRow("at is '" + Amounts.shown(text) + "'; it must be a time in the format "
                + String.join(" or ", body.times()) + " of profile " + profile.name());
    }

    private @Nullable Instant parsed(String text, @Nullable DateTimeFormatter format) {
        try {
            return format == null
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text, format).atZone(zone).toInstant();
        } catch (DateTimeException other) {
            return null;
        }
    }
}
