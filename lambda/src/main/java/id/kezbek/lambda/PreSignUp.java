package id.kezbek.lambda;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Accepts only users that the engine creates, and confirms them immediately. Refuses other users. An unconfirmed user
 * is not enough, because Cognito sends a code with which people confirm themselves.
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
        // A request with AWS administrator rights also needs the proof, because other people can have these rights too.
        switch (event.triggerSource()) {
            case "PreSignUp_SignUp", "PreSignUp_AdminCreateUser" -> {}
            case "PreSignUp_ExternalProvider" ->
                throw new Refused("Users of other identity providers are refused: only the engine creates users");
            default -> throw Event.unknownSource();
        }
        Optional<String> objection = SignUpProof.objection(event, keys.get(), clock.instant());
        if (objection.isPresent()) {
            throw new Refused("Only the engine creates users, and this request has no valid proof of the engine: "
                    + objection.get());
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
