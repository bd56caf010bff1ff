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
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats amounts, numbers and times in a language. Times are in Asia/Jakarta. */
public final class Written {

    private static final Map<Language, Written> ALL = new EnumMap<>(Language.class);
    private static final Sentences INDONESIAN = Sentences.indonesian();
    private static final int MINUTES = 60;
    private static final int HOURS_SHOWN = 48;

    private static final Pattern WHOLE_AMOUNT =
            Pattern.compile("(-?)Rp([0-9]{1,3}(?:\\.[0-9]{3}){0,4})(?:,([0-9]{2})(?![0-9]))?(?!\\.?[0-9])");
    private static final Pattern DECIMAL_AMOUNT =
            Pattern.compile("(?:IDR |(?<=at (?:most|least) ))(-?[0-9]{1,15}\\.[0-9]{2})(?![0-9])");
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?Z");
    private static final Pattern DAY = Pattern.compile("(?<![\\w/-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\\w/-])");
    private static final Pattern PERCENT = Pattern.compile("(?<![\\w.,-])([0-9]{1,3}(?:\\.[0-9]{1,4})?) %");
    /**
     * The parts of a sentence that keep their format. People compare references with a bank statement
     * and type examples exactly.
     */
    private static final Pattern KEPT = Pattern.compile("(?:(?:reference|certificate):?|such as|for example) [^;]*");

    private static final Pattern ID = Pattern.compile("(?<![0-9a-zA-Z])[0-9][0-9a-z]{25}(?![0-9a-zA-Z])");
    private static final Pattern FIELD_OF_TEXT = Pattern.compile(
            "(?:.*[ _])?(?:reference|references|number|certificate|name|reason|note|company|officer|address|text|id|description)");

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,6})?");
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,15}\\.[0-9]{2}");

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

    /** The number, rounded to the given number of decimals. */
    public String decimal(double number, int decimals) {
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(number);
    }

    public String percent(BigDecimal percent) {
        return new DecimalFormat("#,##0.####", symbols).format(percent) + " %";
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

    /**
     * Translates a sentence of the engine, and formats its amounts, times and days for this language. The engine writes
     * {@code Rp50.000}, {@code IDR 50000.00}, {@code 2026-11-30T05:00:00Z} and {@code 2026-11-30}. References and
     * examples stay unchanged. Texts from outside are not translated; {@link #lang} then returns English.
     */
    public String sentence(String text) {
        String shown = inThisForm(text);
        return translated(shown).orElse(shown);
    }

    /**
     * The value of the HTML attribute {@code lang} for the result of {@link #sentence}. Null if the result is in the
     * language of the page.
     */
    public @Nullable String lang(String text) {
        return language == Language.ENGLISH
                        || text.isEmpty()
                        || translated(inThisForm(text)).isPresent()
                ? null
                : Language.ENGLISH.code();
    }

    private Optional<String> translated(String shown) {
        return language == Language.INDONESIAN ? INDONESIAN.find(shown) : Optional.empty();
    }

    /** A recorded sentence. It stays English; its amounts, times and days have the format of this language. */
    public String record(String text) {
        return inThisForm(text);
    }

    private String inThisForm(String text) {
        Matcher kept = KEPT.matcher(text);
        StringBuilder shown = new StringBuilder();
        int from = 0;
        while (kept.find()) {
            shown.append(formatted(text.substring(from, kept.start()))).append(kept.group());
            from = kept.end();
        }
        return shown.append(formatted(text.substring(from))).toString();
    }

    private String formatted(String text) {
        String shown = WHOLE_AMOUNT
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(money(Money.rupiah(
                        new BigDecimal(found.group(1) + found.group(2).replace(".", "") + "." + hundredths(found))))));
        shown = DECIMAL_AMOUNT
                .matcher(shown)
                .replaceAll(found -> Matcher.quoteReplacement(money(Money.rupiah(new BigDecimal(found.group(1))))));
        shown = TIME.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(timeOr(found.group())));
        shown = DAY.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(dayOr(found.group())));
        return PERCENT.matcher(shown)
                .replaceAll(found -> Matcher.quoteReplacement(percent(new BigDecimal(found.group(1)))));
    }

    private static String hundredths(MatchResult amount) {
        return amount.group(3) == null ? "00" : amount.group(3);
    }

    private String timeOr(String text) {
        try {
            return time(Instant.parse(text));
        } catch (DateTimeParseException noTime) {
            return text;
        }
    }

    private String dayOr(String text) {
        try {
            return day(LocalDate.parse(text));
        } catch (DateTimeParseException noDay) {
            return text;
        }
    }

    /**
     * Formats the value of a field of API v2 if it is an amount, a percentage, a time or a day. Other values stay
     * unchanged. References and free texts also stay unchanged.
     */
    public String value(String field, String text) {
        if (FIELD_OF_TEXT.matcher(field).matches()) {
            return text;
        }
        if (DECIMAL.matcher(text).matches()) {
            boolean isPercent = field.endsWith("percent");
            if (isPercent || AMOUNT.matcher(text).matches()) {
                return isPercent ? percent(new BigDecimal(text)) : money(Money.rupiah(new BigDecimal(text)));
            }
        }
        boolean isWhole = TIME.matcher(text).matches()
                || DAY.matcher(text).matches()
                || WHOLE_AMOUNT.matcher(text).matches()
                || DECIMAL_AMOUNT.matcher(text).matches();
        return isWhole ? inThisForm(text) : text;
    }

    /** The engine's ids in a text, for example the id in {@code payout 01hg…}. */
    public static List<String> idsIn(String text) {
        return ID.matcher(text).results().map(MatchResult::group).distinct().toList();
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

    /** The change from the earlier value, in percent and with its sign. Null if the earlier value is zero. */
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
