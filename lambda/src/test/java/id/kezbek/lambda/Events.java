package id.kezbek.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Events as in Cognito's documentation, all for one officer of a partner. */
final class Events {

    static final JsonMapper JSON = new JsonMapper();
    static final byte[] KEY = "a key of thirty-two bytes, or so!".getBytes(StandardCharsets.UTF_8);
    static final Map<String, String> ENVIRONMENT =
            Map.of(SignUpKeys.VARIABLE, Base64.getEncoder().encodeToString(KEY));

    static final String EMAIL = "budi@lajada.example";
    static final String PHONE = "+628123456789";
    static final String USER = "3f0e8f7a-budi";

    private Events() {}

    /** An event of a trigger, with the attributes that the engine gives an officer. */
    static Map<String, Object> officer(String triggerSource, String version) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("sub", "0c8a1f0e-5d2c-4c4e-9d3b-0f4a5e6b7c8d");
        attributes.put("email", EMAIL);
        attributes.put("phone_number", PHONE);
        attributes.put("locale", "id");
        attributes.put("custom:role", "OFFICER");
        attributes.put("custom:partner", "LAJADA");
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("userAttributes", attributes);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", version);
        event.put("region", "ap-southeast-3");
        event.put("userPoolId", "ap-southeast-3_Kezbek123");
        event.put("userName", USER);
        event.put(
                "callerContext",
                new LinkedHashMap<>(Map.of("awsSdkVersion", "aws-sdk-java-2.54", "clientId", "1h57k")));
        event.put("triggerSource", triggerSource);
        event.put("request", request);
        event.put("response", new LinkedHashMap<>());
        return event;
    }

    /** A sign-up, with the response that Cognito suggests. */
    static Map<String, Object> signUp(String triggerSource) {
        Map<String, Object> event = officer(triggerSource, "1");
        request(event).put("validationData", null);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("autoConfirmUser", false);
        response.put("autoVerifyEmail", false);
        response.put("autoVerifyPhone", false);
        event.put("response", response);
        return event;
    }

    /** A sign-up that the engine requested at this time. */
    static Map<String, Object> proven(Map<String, Object> signUp, Instant at) {
        String seconds = Long.toString(at.getEpochSecond());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(SignUpProof.AT, seconds);
        metadata.put(SignUpProof.PROOF, SignUpProof.of(Event.of(signUp), seconds, KEY));
        request(signUp).put("clientMetadata", metadata);
        return signUp;
    }

    /** A message that Cognito is about to send. */
    static Map<String, Object> message(String triggerSource, String locale) {
        Map<String, Object> event = officer(triggerSource, "1");
        attributes(event).put("locale", locale);
        request(event).put("codeParameter", "{####}");
        request(event).put("usernameParameter", triggerSource.endsWith("AdminCreateUser") ? "{username}" : null);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("smsMessage", null);
        response.put("emailMessage", null);
        response.put("emailSubject", null);
        event.put("response", response);
        return event;
    }

    /** Tokens that Cognito is about to sign. */
    static Map<String, Object> tokens(String triggerSource, String version) {
        Map<String, Object> event = officer(triggerSource, version);
        request(event).put("groupConfiguration", new LinkedHashMap<>(Map.of("groupsToOverride", List.of("officers"))));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put(version.equals("1") ? "claimsOverrideDetails" : "claimsAndScopeOverrideDetails", null);
        event.put("response", response);
        return event;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> request(Map<String, Object> event) {
        return (Map<String, Object>) event.get("request");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> attributes(Map<String, Object> event) {
        return (Map<String, Object>) request(event).get("userAttributes");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> response(Map<String, Object> event) {
        return (Map<String, Object>) event.get("response");
    }
}
