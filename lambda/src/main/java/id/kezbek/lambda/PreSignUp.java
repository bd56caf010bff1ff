package id.kezbek.lambda;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets into the pool whom the engine makes, confirmed at once, and nobody else. A stranger is refused rather than left
 * unconfirmed: he could confirm himself by the code that Cognito would send him.
 */
final class PreSignUp {

    static final String SOURCES = "PreSignUp_";

    private final Supplier<SignUpKeys> keys;
    private final Clock clock;

    PreSignUp(Supplier<SignUpKeys> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    String answer(Event event) {
        // An administrator's call needs the proof as well: AWS's permissions say who may make users, not that the
        // engine did.
        switch (event.triggerSource()) {
            case "PreSignUp_SignUp", "PreSignUp_AdminCreateUser" -> {}
            case "PreSignUp_ExternalProvider" ->
                throw new Refused("Users of other identity providers are not taken: the engine makes its users itself");
            default -> throw Event.unknownSource();
        }
        Optional<String> objection = SignUpProof.objection(event, keys.get(), clock.instant());
        if (objection.isPresent()) {
            throw new Refused(
                    "Only the engine makes users here, and this call is not shown to be its own: " + objection.get());
        }
        People.of(event);
        event.respond(Map.of(
                "autoConfirmUser",
                true,
                "autoVerifyEmail",
                event.attribute("email").isPresent(),
                "autoVerifyPhone",
                event.attribute("phone_number").isPresent()));
        return "confirmed";
    }
}
