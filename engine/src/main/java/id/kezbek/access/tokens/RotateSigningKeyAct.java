package id.kezbek.access.tokens;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Creates a new signing key of the built-in issuer, after a second person's approval. With a leaked key, an attacker
 * can sign tokens for any caller. So the revocation of a key ends all tokens of this key.
 */
@Component
public class RotateSigningKeyAct extends NamedAct<RotateSigningKeyAct.Arguments> {

    /**
     * @param endFormer whether tokens of former keys are refused at once; otherwise they remain valid until they
     *     expire
     */
    public record Arguments(boolean endFormer) {}

    private final SigningKeys keys;

    RotateSigningKeyAct(SigningKeys keys) {
        super("ROTATE_SIGNING_KEY", Arguments.class, Role.ADMIN);
        this.keys = keys;
    }

    @Override
    public String subject(Arguments arguments) {
        return "signing key";
    }

    @Override
    public String words(Arguments arguments) {
        return arguments.endFormer()
                ? "a new key signs tokens, and the engine refuses tokens of former keys at once"
                : "a new key signs tokens; tokens of former keys stay valid until they expire";
    }

    @Override
    public void check(Arguments arguments) {
        if (!arguments.endFormer() && keys.count() >= SigningKeys.KEYS_MAX) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    SigningKeys.KEYS_MAX
                            + " keys are valid already; wait until tokens of the oldest have expired, or set end_former"
                            + " to true");
        }
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return arguments.endFormer()
                ? List.of(
                        "the engine refuses all access tokens issued so far: people and partners' systems must use their"
                                + " refresh tokens or log in again")
                : List.of();
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        keys.rotate(arguments.endFormer());
    }
}
