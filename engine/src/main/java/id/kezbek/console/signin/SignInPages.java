package id.kezbek.console.signin;

import id.kezbek.access.BrowserLogIn;
import id.kezbek.access.BrowserLogIn.Answer;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.ReturnPath;
import id.kezbek.console.frame.Screen;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** The log-in with a code that is sent by e-mail, and the log-out. */
@ConsoleController
public class SignInPages {

    private static final String SIGN_IN = "/console/sign-in";
    private static final String CODE = SIGN_IN + "/code";
    private static final String HOME = "/console";
    private static final Pattern SEPARATORS = Pattern.compile("[\\s-]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{12}");

    /**
     * The page on which a person enters the e-mail address, and then the code from the e-mail.
     *
     * @param to the page to open after the log-in
     * @param email the typed e-mail address
     * @param error the key of the error message; empty if there is no error
     * @param token the form's token; empty if the form has no token yet
     */
    public record SignIn(String to, String email, String error, String token) {}

    /**
     * The page of the second log-in step. The form sends the code again, which is still valid.
     *
     * @param isNew whether the person registers a new passkey in this step
     * @param options the options for the authenticator, as JSON
     * @param refusal why the authenticator's last response was refused; empty if it was not refused
     */
    public record PasskeyStep(String to, String token, String code, boolean isNew, String options, String refusal) {}

    private final BrowserLogIn logIn;

    SignInPages(BrowserLogIn logIn) {
        this.logIn = logIn;
    }

    @Allow(anyone = true)
    @PageAt(SIGN_IN)
    Reply start(Screen screen, @RequestParam @Nullable String to) {
        return screen.isSignedIn()
                ? Reply.to(target(to))
                : screen.show("signin/email", new SignIn(target(to), "", "", ""));
    }

    @Allow(anyone = true)
    @PostMapping(SIGN_IN)
    Reply ask(
            Screen screen,
            @RequestParam(defaultValue = "") String email,
            @RequestParam @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        String address = email.strip();
        if (!Texts.isEmail(address)) {
            return screen.refused("signin/email", new SignIn(target(to), address, "signin.error.email", ""));
        }
        try {
            logIn.ask(address, request, response);
        } catch (Refusal tooMany) {
            requireTooMany(tooMany);
            return screen.refused("signin/email", new SignIn(target(to), address, "signin.error.many", ""));
        }
        return Reply.to(withTarget(CODE, to));
    }

    @Allow(anyone = true)
    @PageAt(CODE)
    Reply code(Screen screen, @RequestParam @Nullable String to, HttpServletRequest request) {
        return logIn.formToken(request)
                .map(token -> screen.show("signin/code", new SignIn(target(to), "", "", token)))
                .orElseGet(() -> Reply.to(withTarget(SIGN_IN, to)));
    }

    @Allow(anyone = true)
    @PostMapping(CODE)
    Reply answer(
            Screen screen,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = "form_token", defaultValue = "") String token,
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "") String name,
            @RequestParam @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        @Nullable String expected = logIn.formToken(request).orElse(null);
        if (expected == null || !BrowserLogIn.match(expected, token)) {
            return Reply.to(withTarget(SIGN_IN, to));
        }
        String digits = SEPARATORS.matcher(code).replaceAll("");
        if (!DIGITS.matcher(digits).matches()) {
            return screen.refused("signin/code", new SignIn(target(to), "", "signin.error.digits", expected));
        }
        try {
            @Nullable String named = name.isBlank() ? null : PasskeyForms.name(name);
            return switch (logIn.answer(digits, PasskeyForms.json(credential).orElse(null), named, request, response)) {
                case Answer.LoggedIn in -> Reply.to(target(to));
                case Answer.WrongCode wrong ->
                    screen.refused("signin/code", new SignIn(target(to), "", "signin.error.code", expected));
                case Answer.Passkey step -> passkey(screen, target(to), expected, digits, step);
            };
        } catch (Refusal slowed) {
            requireTooMany(slowed);
            return screen.refused("signin/code", new SignIn(target(to), "", "signin.error.slowed", expected));
        }
    }

    private static Reply passkey(Screen screen, String to, String token, String code, Answer.Passkey step) {
        PasskeyStep page = new PasskeyStep(to, token, code, step.isNew(), step.options(), step.refusal());
        return step.refusal().isEmpty() ? screen.show("signin/passkey", page) : screen.refused("signin/passkey", page);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PostMapping("/console/sign-out")
    Reply out(HttpServletRequest request, HttpServletResponse response) {
        logIn.end(request, response);
        return Reply.to(SIGN_IN, "signed-out");
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PostMapping("/console/sign-out-everywhere")
    Reply outEverywhere(HttpServletRequest request, HttpServletResponse response) {
        logIn.endEverywhere(request, response);
        return Reply.to(SIGN_IN, "signed-out-everywhere");
    }

    private static void requireTooMany(Refusal refusal) {
        if (refusal.code() != ErrorCode.TOO_MANY_REQUESTS) {
            throw refusal;
        }
    }

    private static String target(@Nullable String to) {
        return ReturnPath.of(to).orElse(HOME);
    }

    private static String withTarget(String path, @Nullable String to) {
        return ReturnPath.of(to)
                .filter(target -> !target.equals(HOME))
                .map(target -> path + "?to=" + UriUtils.encode(target, StandardCharsets.UTF_8))
                .orElse(path);
    }
}
