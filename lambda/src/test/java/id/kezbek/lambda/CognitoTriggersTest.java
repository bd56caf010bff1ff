package id.kezbek.lambda;

import static id.kezbek.lambda.Events.attributes;
import static id.kezbek.lambda.Events.message;
import static id.kezbek.lambda.Events.officer;
import static id.kezbek.lambda.Events.proven;
import static id.kezbek.lambda.Events.request;
import static id.kezbek.lambda.Events.response;
import static id.kezbek.lambda.Events.signUp;
import static id.kezbek.lambda.Events.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CognitoTriggersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final LoggedContext context = new LoggedContext();
    private final CognitoTriggers triggers = new CognitoTriggers(Events.ENVIRONMENT, CLOCK);

    @ParameterizedTest
    @ValueSource(strings = {"PreSignUp_SignUp", "PreSignUp_AdminCreateUser"})
    void confirmsEnginesUserAtOnce(String source) {
        Map<String, Object> answer = triggers.handleRequest(proven(signUp(source), NOW), context);

        assertThat(response(answer))
                .containsEntry("autoConfirmUser", true)
                .containsEntry("autoVerifyEmail", true)
                .containsEntry("autoVerifyPhone", true);
        assertThat(answer).containsEntry("userName", Events.USER).containsEntry("region", "ap-southeast-3");
        assertThat(context.log())
                .isEqualTo("{\"trigger\":\"" + source
                        + "\",\"pool\":\"ap-southeast-3_Kezbek123\",\"outcome\":\"confirmed\"}\n");
    }

    @Test
    void verifiesNoMissingAddress() {
        Map<String, Object> event = signUp("PreSignUp_SignUp");
        attributes(event).remove("email");
        attributes(event).remove("phone_number");

        assertThat(response(triggers.handleRequest(proven(event, NOW), context)))
                .containsEntry("autoConfirmUser", true)
                .containsEntry("autoVerifyEmail", false)
                .containsEntry("autoVerifyPhone", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PreSignUp_SignUp", "PreSignUp_AdminCreateUser"})
    void refusesOtherUsers(String source) {
        refuses(
                signUp(source),
                "Only the engine creates users, and this request has no valid proof of the engine: the proof is missing");
    }

    @Test
    void refusesUserOfOtherIdentityProvider() {
        refuses(proven(signUp("PreSignUp_ExternalProvider"), NOW), "Users of other identity providers are refused");
    }

    /** Each of these would reuse one user's proof for another user, or for more rights. */
    static Stream<Arguments> whatAProofIsBoundTo() {
        return Stream.of(
                Arguments.of("userPoolId", "ap-southeast-3_Another12"),
                Arguments.of("userName", "somebody-else"),
                Arguments.of("email", "eve@lajada.example"),
                Arguments.of("custom:role", "PARTNER"),
                Arguments.of("custom:partner", "BUKALAPAK"),
                Arguments.of(SignUpProof.AT, Long.toString(NOW.getEpochSecond() - 1)),
                Arguments.of(SignUpProof.PROOF, "AAAA"));
    }

    @ParameterizedTest
    @MethodSource("whatAProofIsBoundTo")
    void proofIsValidOnlyForItsUser(String field, String value) {
        Map<String, Object> event = proven(signUp("PreSignUp_SignUp"), NOW);
        Map<String, Object> holder = switch (field) {
            case "userPoolId", "userName" -> event;
            case SignUpProof.AT, SignUpProof.PROOF -> metadata(event);
            default -> attributes(event);
        };
        assertThat(holder.put(field, value)).isNotEqualTo(value);

        refuses(event, "the proof is not the engine's");
    }

    @Test
    void noPartOfAProofCanPretendToBeTwo() {
        Map<String, Object> event = signUp("PreSignUp_SignUp");
        attributes(event).put("custom:role", "OFFICER6:LAJADA");
        attributes(event).put("custom:partner", "");
        Map<String, Object> metadata = metadata(proven(signUp("PreSignUp_SignUp"), NOW));
        request(event).put("clientMetadata", metadata);

        refuses(event, "the proof is not the engine's");
    }

    @Test
    void proofIsValidForFiveMinutes() {
        Duration eachEdge = SignUpProof.GOOD_FOR;
        triggers.handleRequest(proven(signUp("PreSignUp_SignUp"), NOW.minus(eachEdge)), context);
        triggers.handleRequest(proven(signUp("PreSignUp_SignUp"), NOW.plus(SignUpProof.AHEAD_MAX)), context);

        String reason = "the proof is too old or from the future";
        refuses(proven(signUp("PreSignUp_SignUp"), NOW.minus(eachEdge).minusSeconds(1)), reason);
        refuses(
                proven(
                        signUp("PreSignUp_SignUp"),
                        NOW.plus(SignUpProof.AHEAD_MAX).plusSeconds(1)),
                reason);
    }

    /** The engine creates the same signature; its test contains the same values. */
    @Test
    void proofEqualsDocumentedExample() {
        Map<String, Object> event = officer("PreSignUp_SignUp", "1");

        assertThat(SignUpProof.of(Event.of(event), "1795402800", Events.KEY))
                .isEqualTo("6_FI5HOnsiUtRyfQ14j99BwHXl2l9XPtMVCierw0UbE");
    }

    @Test
    void acceptsFormerKeyDuringRotation() {
        String old = Events.ENVIRONMENT.get(SignUpKeys.VARIABLE);
        String fresh = Base64.getEncoder().encodeToString(new byte[32]);
        Map<String, Object> event = proven(signUp("PreSignUp_SignUp"), NOW);

        new CognitoTriggers(Map.of(SignUpKeys.VARIABLE, fresh + ", " + old), CLOCK).handleRequest(event, context);

        CognitoTriggers changed = new CognitoTriggers(Map.of(SignUpKeys.VARIABLE, fresh), CLOCK);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> changed.handleRequest(event, context))
                .withMessageContaining("the proof is not the engine's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2hvcnQ=",
                "not base64!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,"
                        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void missingKeysRefuseOnlySignUps(String keys) {
        CognitoTriggers keyless = new CognitoTriggers(Map.of(SignUpKeys.VARIABLE, keys), CLOCK);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> keyless.handleRequest(proven(signUp("PreSignUp_SignUp"), NOW), context))
                .withMessageContaining(SignUpKeys.VARIABLE)
                .matches(refused -> keys.isEmpty() || !refused.getMessage().contains(keys));
        keyless.handleRequest(tokens("TokenGeneration_Authentication", "2"), context);
    }

    @Test
    void requiresPartnerExactlyForPartnersRoles() {
        for (String role : People.OF_STAFF) {
            Map<String, Object> event = tokens("TokenGeneration_Authentication", "2");
            attributes(event).put("custom:role", role);
            refuses(event, "custom:partner must be set for a partner's people and systems, and for no other user");
            attributes(event).remove("custom:partner");
            assertThat(added(triggers.handleRequest(event, context), "accessTokenGeneration"))
                    .isEqualTo(Map.of("role", role));
        }
        for (String role : People.OF_PARTNERS) {
            Map<String, Object> event = tokens("TokenGeneration_Authentication", "2");
            attributes(event).put("custom:role", role);
            assertThat(added(triggers.handleRequest(event, context), "accessTokenGeneration"))
                    .isEqualTo(Map.of("role", role, "partner_code", "LAJADA"));
            attributes(event).remove("custom:partner");
            refuses(event, "custom:partner must be set");
        }
    }

    @Test
    void firstVersionChangesIdToken() {
        Map<String, Object> answer = triggers.handleRequest(tokens("TokenGeneration_HostedAuth", "1"), context);

        assertThat(response(answer))
                .isEqualTo(Map.of(
                        "claimsOverrideDetails",
                        Map.of("claimsToAddOrOverride", Map.of("role", "OFFICER", "partner_code", "LAJADA"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TokenGeneration_HostedAuth",
                "TokenGeneration_Authentication",
                "TokenGeneration_NewPasswordChallenge",
                "TokenGeneration_AuthenticateDevice",
                "TokenGeneration_RefreshTokens"
            })
    void laterVersionsShapeBothTokens(String source) {
        for (String version : List.of("2", "3")) {
            Map<String, Object> answer = triggers.handleRequest(tokens(source, version), context);

            Map<String, Object> claims = Map.of("role", "OFFICER", "partner_code", "LAJADA");
            assertThat(added(answer, "idTokenGeneration")).isEqualTo(claims);
            assertThat(added(answer, "accessTokenGeneration")).isEqualTo(claims);
        }
    }

    /** Its holder could delete the user in Cognito, and the engine would then refuse the person. */
    @ParameterizedTest
    @ValueSource(strings = {"TokenGeneration_Authentication", "TokenGeneration_RefreshTokens"})
    void accessTokenCannotDeleteItsUser(String source) {
        for (String version : List.of("2", "3")) {
            Map<String, Object> answer = triggers.handleRequest(tokens(source, version), context);

            assertThat(details(answer, "accessTokenGeneration"))
                    .containsEntry("scopesToSuppress", List.of("aws.cognito.signin.user.admin"));
            assertThat(details(answer, "idTokenGeneration"))
                    .as("has no scopes")
                    .containsOnlyKeys("claimsToAddOrOverride");
        }
    }

    @Test
    void refusesTokenWithoutValidRoleOrPartner() {
        Map<String, Object> event = tokens("TokenGeneration_Authentication", "2");
        attributes(event).put("custom:partner", "LAJADA\",\"role\":\"ADMIN");
        refuses(event, "custom:partner must be the code of a partner");
        attributes(event).put("custom:role", "ROOT");
        refuses(event, "custom:role is not a role of the engine");
        attributes(event).remove("custom:role");
        refuses(event, "custom:role is missing");
    }

    @Test
    void logsConfirmationsOfOwnAndForeignUsers() {
        Map<String, Object> event = officer("PostConfirmation_ConfirmSignUp", "1");
        assertThat(triggers.handleRequest(event, context)).isEqualTo(event);
        attributes(event).remove("custom:role");
        triggers.handleRequest(event, context);
        triggers.handleRequest(officer("PostConfirmation_ConfirmForgotPassword", "1"), context);

        assertThat(context.log().lines().map(line -> line.replaceAll(".*\"outcome\":\"([a-z-]*)\"}", "$1")))
                .containsExactly("confirmed", "confirmed-stranger", "password-changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CustomMessage_SignUp",
                "CustomMessage_ResendCode",
                "CustomMessage_AdminCreateUser",
                "CustomMessage_ForgotPassword",
                "CustomMessage_UpdateUserAttribute",
                "CustomMessage_VerifyUserAttribute",
                "CustomMessage_Authentication"
            })
    void messagesAreInTheReadersLanguageWithAllPlaceholdersWithinCognitosLimits(String source) {
        Map<String, Object> indonesian = response(triggers.handleRequest(message(source, "id"), context));
        Map<String, Object> english = response(triggers.handleRequest(message(source, "en"), context));

        assertThat(english.get("emailSubject")).isNotEqualTo(indonesian.get("emailSubject"));
        assertThat((String) indonesian.get("emailMessage")).contains("Anda").contains("siapa pun");
        assertThat((String) english.get("emailMessage")).contains("anybody").doesNotContain("Anda");
        boolean named = source.equals("CustomMessage_AdminCreateUser");
        for (Map<String, Object> texts : List.of(indonesian, english)) {
            assertThat((String) texts.get("emailSubject")).hasSizeBetween(1, 140);
            assertThat((String) texts.get("smsMessage")).hasSizeBetween(1, 140);
            for (String body : List.of("emailMessage", "smsMessage")) {
                assertThat((String) texts.get(body)).containsOnlyOnce("{####}").doesNotContain("{code}", "{user}");
                assertThat(((String) texts.get(body)).contains("{username}")).isEqualTo(named);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id", "id-ID", "eng", "fr"})
    void writesIndonesianByDefault(String locale) {
        assertThat(subjectIn(locale)).isEqualTo(Occasion.LOG_IN.indonesian().subject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-US", "en_GB"})
    void writesEnglishIfRequested(String locale) {
        assertThat(subjectIn(locale)).isEqualTo(Occasion.LOG_IN.english().subject());
    }

    @Test
    void refusesMessageWithoutPlaceholder() {
        Map<String, Object> event = message("CustomMessage_AdminCreateUser", "id");
        request(event).remove("usernameParameter");
        refuses(event, "request.usernameParameter is missing in the event");
        request(event).put("codeParameter", 7);
        refuses(event, "request.codeParameter must be a text");
    }

    static Stream<Arguments> badEvents() {
        Map<String, Object> noAttributes = officer("TokenGeneration_Authentication", "2");
        request(noAttributes).put("userAttributes", List.of("budi@lajada.example"));
        Map<String, Object> noRequest = officer("TokenGeneration_Authentication", "2");
        noRequest.remove("request");
        Map<String, Object> oddResponse = officer("TokenGeneration_Authentication", "2");
        oddResponse.put("response", "budi@lajada.example");
        Map<String, Object> long_ = officer("TokenGeneration_Authentication", "2");
        attributes(long_).put("custom:role", "x".repeat(2049));
        return Stream.of(
                Arguments.of(null, "The event is not a JSON object"),
                Arguments.of(Events.EMAIL, "The event is not a JSON object"),
                Arguments.of(List.of(Events.EMAIL), "The event is not a JSON object"),
                Arguments.of(Map.of(), "triggerSource is missing in the event"),
                Arguments.of(Map.of("triggerSource", 1), "triggerSource must be a text"),
                Arguments.of(Map.of("triggerSource", "PreSignUp_SignUp"), "userPoolId is missing in the event"),
                Arguments.of(officer(Events.EMAIL, "1"), "triggerSource is not supported"),
                Arguments.of(officer("PreSignUp_", "1"), "triggerSource is not supported"),
                Arguments.of(officer("PostConfirmation_Later", "1"), "triggerSource is not supported"),
                Arguments.of(message("CustomMessage_Later", "id"), "triggerSource is not supported"),
                Arguments.of(tokens("TokenGeneration_ClientCredentials", "3"), "triggerSource is not supported"),
                Arguments.of(tokens("TokenGeneration_Authentication", "4"), "version is not supported"),
                Arguments.of(noAttributes, "request.userAttributes must be an object"),
                Arguments.of(noRequest, "request must be an object"),
                Arguments.of(oddResponse, "response must be an object"),
                Arguments.of(long_, "request.userAttributes.custom:role must be a text of at most 2048 characters"));
    }

    @ParameterizedTest
    @MethodSource("badEvents")
    void namesErrorOfInvalidEvent(Object event, String reason) {
        refuses(event, reason);
    }

    /** Also checks that no refusal names a person. */
    private void refuses(Object event, String reason) {
        LoggedContext own = new LoggedContext();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> triggers.handleRequest(event, own))
                .withMessageContaining(reason);
        assertThat(own.log())
                .contains("\"outcome\":\"refused\",\"reason\":\"")
                .contains(reason)
                .doesNotContain(Events.EMAIL, Events.PHONE, Events.USER)
                .hasLineCount(1);
        assertThat(Events.JSON.readTree(own.log()).size()).isEqualTo(4);
    }

    private String subjectIn(String locale) {
        Map<String, Object> event = message("CustomMessage_Authentication", locale);
        return (String) response(triggers.handleRequest(event, context)).get("emailSubject");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(Map<String, Object> event) {
        return (Map<String, Object>) request(event).get("clientMetadata");
    }

    @SuppressWarnings("unchecked")
    private static Object added(Map<String, Object> answer, String token) {
        return new LinkedHashMap<>((Map<String, Object>) details(answer, token).get("claimsToAddOrOverride"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(Map<String, Object> answer, String token) {
        return ((Map<String, Map<String, Object>>) response(answer).get("claimsAndScopeOverrideDetails")).get(token);
    }
}
