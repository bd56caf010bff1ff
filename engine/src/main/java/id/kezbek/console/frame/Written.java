package id.kezbek.console.frame;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Formats amounts, numbers and times in a language. Times are in Asia/Jakarta. */
public final class Written {

    private static final Map<Language, Written> ALL = new EnumMap<>(Language.class);
    private static final int MINUTES = 60;
    private static final int HOURS_SHOWN = 48;

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Written(language));
        }
    }

    private final Language language;
    private final DecimalFormatSymbols symbols;
    private final DateTimeFormatter dayFormat;
    private final DateTimeFormatter timeFormat;

    private Written(Language language) {
        this.language = language;
        this.symbols = new DecimalFormatSymbols(language.locale());
        this.symbols.setGroupingSeparator(language == Language.INDONESIAN ? '.' : ',');
        this.symbols.setDecimalSeparator(language == Language.INDONESIAN ? ',' : '.');
        this.dayFormat = DateTimeFormatter.ofPattern("d MMM uuuu", language.locale());
        this.timeFormat = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", language.locale());
    }

    static Written in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** {@code Rp1.250.000}, in English {@code Rp1,250,000}. Decimals are shown only if the amount is not whole. */
    public String money(Money amount) {
        String number = new DecimalFormat(amount.isWhole() ? "#,##0" : "#,##0.00", symbols)
                .format(amount.decimal().abs());
        return (amount.decimal().signum() < 0 ? "−" : "") + "Rp" + number;
    }

    public String number(long number) {
        return new DecimalFormat("#,##0", symbols).format(number);
    }

    public String percent(BigDecimal percent) {
        return new DecimalFormat("#,##0.##", symbols).format(percent) + " %";
    }

    public String day(LocalDate day) {
        return dayFormat.format(day);
    }

    public String dayOf(Instant at) {
        return day(Jakarta.dayOf(at));
    }

    /** The time with seconds. */
    public String time(Instant at) {
        return timeFormat.format(at.atZone(Jakarta.ZONE));
    }

    /** The time of day, for example 14:05. */
    public String clock(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm").format(at.atZone(Jakarta.ZONE));
    }

    /** A rounded age in minutes, hours or days. */
    public String age(Duration age) {
        boolean isIndonesian = language == Language.INDONESIAN;
        long minutes = age.toMinutes();
        if (minutes < MINUTES) {
            return minutes + (isIndonesian ? " mnt" : " min");
        }
        long hours = age.toHours();
        return hours < HOURS_SHOWN
                ? hours + (isIndonesian ? " jam" : " h")
                : age.toDays() + (isIndonesian ? " hari" : " days");
    }

    /** The change in percent, with its sign; empty if the earlier value is zero. */
    public @Nullable String change(BigDecimal now, BigDecimal before) {
        if (before.signum() == 0) {
            return null;
        }
        BigDecimal percent = now.subtract(before)
                .multiply(BigDecimal.valueOf(100))
                .divide(before, 0, java.math.RoundingMode.HALF_UP);
        return (percent.signum() > 0 ? "+" : percent.signum() < 0 ? "−" : "±")
                + new DecimalFormat("#,##0", symbols).format(percent.abs()) + " %";
    }
}
