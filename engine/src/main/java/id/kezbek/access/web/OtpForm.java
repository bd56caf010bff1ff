package id.kezbek.access.web;

import id.kezbek.access.codes.Requester.Surface;
import id.kezbek.shared.web.reading.Fields;
import java.util.regex.Pattern;

/** Checks the format of a one-time password, whose length depends on the API version. */
final class OtpForm {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private OtpForm() {}

    static String code(Fields fields, Surface surface) {
        String what = "the " + surface.digits() + " digits from the e-mail, as a string";
        String code = fields.text("otp", surface.digits(), DIGITS, what);
        if (DIGITS.matcher(code).matches() && code.length() < surface.digits()) {
            fields.fault("otp", "must be " + what);
        }
        return code;
    }
}
