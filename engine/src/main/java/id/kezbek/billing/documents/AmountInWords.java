package id.kezbek.billing.documents;

import id.kezbek.shared.Language;
import java.util.Locale;

/** Writes an amount of whole rupiah in words for invoices ("terbilang" in Indonesian). */
public final class AmountInWords {

    /** The largest amount that can be written in words. */
    public static final long MAX = 999_999_999_999_999L;

    private static final int THOUSAND = 1000;
    private static final int HUNDRED = 100;
    private static final int TWENTY = 20;
    private static final int TEN = 10;

    private static final String[] INDONESIAN = {
        "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"
    };
    private static final String[] INDONESIAN_GROUPS = {"", "ribu", "juta", "miliar", "triliun"};
    private static final String[] ENGLISH = {
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] ENGLISH_TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String[] ENGLISH_GROUPS = {"", "thousand", "million", "billion", "trillion"};

    private AmountInWords() {}

    /** @throws IllegalArgumentException if the amount is below 0 or above {@link #MAX} */
    public static String of(long rupiah, Language language) {
        if (rupiah < 0 || rupiah > MAX) {
            throw new IllegalArgumentException("The amount must be between 0 and " + MAX + " rupiah");
        }
        boolean isIndonesian = language == Language.INDONESIAN;
        if (rupiah == 0) {
            return isIndonesian ? "nol rupiah" : "zero rupiah";
        }
        StringBuilder words = new StringBuilder();
        long divisor = (long) THOUSAND * THOUSAND * THOUSAND * THOUSAND;
        for (int group = INDONESIAN_GROUPS.length - 1; group >= 0; group--) {
            int number = (int) (rupiah / divisor % THOUSAND);
            if (number > 0) {
                words.append(isIndonesian ? indonesian(number, group) : english(number, group))
                        .append(' ');
            }
            divisor = Math.max(1, divisor / THOUSAND);
        }
        return words.append("rupiah").toString().replaceAll(" +", " ").toLowerCase(Locale.ROOT);
    }

    private static String indonesian(int number, int group) {
        // In Indonesian, a thousand is "seribu" (one word), but a million is "satu juta".
        return number == 1 && group == 1 ? "seribu" : belowThousand(number) + " " + INDONESIAN_GROUPS[group];
    }

    private static String belowThousand(int number) {
        if (number < INDONESIAN.length) {
            return INDONESIAN[number];
        }
        if (number < TWENTY) {
            return INDONESIAN[number - TEN] + " belas";
        }
        if (number < HUNDRED) {
            return INDONESIAN[number / TEN] + " puluh " + INDONESIAN[number % TEN];
        }
        String hundreds = number < 2 * HUNDRED ? "seratus" : INDONESIAN[number / HUNDRED] + " ratus";
        return hundreds + " " + belowThousand(number % HUNDRED);
    }

    private static String english(int number, int group) {
        String hundreds = number < HUNDRED ? "" : ENGLISH[number / HUNDRED] + " hundred ";
        int rest = number % HUNDRED;
        String below = rest < TWENTY
                ? ENGLISH[rest]
                : ENGLISH_TENS[rest / TEN] + (rest % TEN == 0 ? "" : "-" + ENGLISH[rest % TEN]);
        return hundreds + below + " " + ENGLISH_GROUPS[group];
    }
}
