package id.kezbek.lambda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the claims that the engine needs to tokens: the role and the partner's code. Events of version 1 change only the
 * ID token. Events of versions 2 and 3 also change the access token, from which this trigger removes unnecessary
 * claims.
 */
final class PreTokenGeneration {

    static final String SOURCES = "TokenGeneration_";

    private static final String CLAIMS = "claimsToAddOrOverride";

    static final String ROLE_CLAIM = "role";
    static final String PARTNER_CLAIM = "partner_code";

    /**
     * At each log-in over its API, Cognito issues an access token with this scope. With the scope, the holder of the
     * token may change and delete the token's user, and a deleted user cannot log in again. The engine does not need
     * the scope, so this trigger removes it.
     */
    static final String SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

    String answer(Event event) {
        switch (event.triggerSource()) {
            case "TokenGeneration_HostedAuth",
                    "TokenGeneration_Authentication",
                    "TokenGeneration_NewPasswordChallenge",
                    "TokenGeneration_AuthenticateDevice",
                    "TokenGeneration_RefreshTokens" -> {}
            // Other tokens, for example tokens of an app client without a user. A partner's system logs in at the
            // engine itself.
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
            default -> throw new Refused("version is not supported: set the trigger to V1_0 or V2_0");
        }
        return "claims-added";
    }
}
