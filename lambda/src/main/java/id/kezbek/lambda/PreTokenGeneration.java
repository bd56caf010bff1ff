package id.kezbek.lambda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes into tokens what the engine asks of them: the role, and the code of the partner. Events of version 1 shape the
 * ID token only; those of version 2 and 3 the access token too, out of which they take what nobody needs.
 */
final class PreTokenGeneration {

    static final String SOURCES = "TokenGeneration_";

    private static final String CLAIMS = "claimsToAddOrOverride";

    static final String ROLE_CLAIM = "role";
    static final String PARTNER_CLAIM = "partner_code";

    /**
     * With an access token of this scope, which Cognito gives at each log-in by its API, whoever holds it may change and
     * delete the token's own user. People call the engine with theirs, and a deleted user is not let in again.
     */
    static final String SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

    String answer(Event event) {
        switch (event.triggerSource()) {
            case "TokenGeneration_HostedAuth",
                    "TokenGeneration_Authentication",
                    "TokenGeneration_NewPasswordChallenge",
                    "TokenGeneration_AuthenticateDevice",
                    "TokenGeneration_RefreshTokens" -> {}
            // Among them the tokens of an app client without any user: a partner's system has the engine's own log-in.
            default -> throw Event.unknownSource();
        }
        People person = People.of(event);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put(ROLE_CLAIM, person.role());
        person.partnerCode().ifPresent(code -> claims.put(PARTNER_CLAIM, code));
        Map<String, Object> added = Map.of(CLAIMS, claims);
        switch (event.version()) {
            case "1" -> event.respond(Map.of("claimsOverrideDetails", added));
            case "2", "3" ->
                event.respond(Map.of(
                        "claimsAndScopeOverrideDetails",
                        Map.of(
                                "idTokenGeneration",
                                added,
                                "accessTokenGeneration",
                                Map.of(CLAIMS, claims, "scopesToSuppress", List.of(SELF_SERVICE_SCOPE)))));
            default -> throw new Refused("version is none that this function answers: set the trigger to V1_0 or V2_0");
        }
        return "claims-added";
    }
}
