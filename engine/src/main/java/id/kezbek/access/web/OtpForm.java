package id.kezbek.access.web;

import id.kezbek.shared.web.Fields;
import java.util.regex.Pattern;

/** How a one-time password is written. */
final class OtpForm {

    private static final int DIGITS = 6;
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private OtpForm() {}

    static String code(Fields fields) {
        return fields.text("otp", DIGITS, CODE, "the 6 digits of the e-mail, in quotes");
    }
}
