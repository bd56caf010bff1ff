package id.kezbek.adapters.aws;

import id.kezbek.access.UserPool;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** A user pool of Amazon Cognito. The engine uses only Cognito's administrator calls. */
final class CognitoPool implements UserPool {

    /**
     * The pool and the client that the engine uses.
     *
     * @param clientSecret the secret of the client; null if the client has no secret
     * @param issuer the claim {@code iss} of the pool's tokens
     */
    record Settings(
            String poolId, String clientId, @Nullable String clientSecret, String issuer) {

        @Override
        public String toString() {
            return "Settings[" + poolId + "]";
        }
    }

    private static final Logger log = LoggerFactory.getLogger(CognitoPool.class);
    private static final AwsRequestOverrideConfiguration BOUNDS = AwsRequestOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(3))
            .apiCallTimeout(Duration.ofSeconds(8))
            .build();

    private static final String EMAIL = "email";
    private static final String EMAIL_VERIFIED = "email_verified";
    private static final String ROLE = "custom:role";
    private static final String PARTNER = "custom:partner";

    /** Cognito emulators return this error for a wrong password; Cognito itself returns NotAuthorized. */
    private static final String INVALID_PASSWORD = "InvalidPasswordException";

    private final CognitoIdentityProviderClient cognito;
    private final Settings settings;
    private final @Nullable SignUpProof proof;
    private final Clock clock;

    /**
     * @param proof creates the proof for the pool's triggers that the engine creates a user; null if the pool has no
     *     triggers
     */
    CognitoPool(CognitoIdentityProviderClient cognito, Settings settings, @Nullable SignUpProof proof, Clock clock) {
        this.cognito = cognito;
        this.settings = settings;
        this.proof = proof;
        this.clock = clock;
    }

    @Override
    public String issuer() {
        return settings.issuer();
    }

    @Override
    public String client() {
        return settings.clientId();
    }

    @Override
    public Optional<User> find(String name) {
        return answered(() -> {
            try {
                return Optional.of(user(cognito.adminGetUser(
                        get -> get.userPoolId(settings.poolId()).username(name).overrideConfiguration(BOUNDS))));
            } catch (UserNotFoundException none) {
                return Optional.empty();
            }
        });
    }

    private static User user(AdminGetUserResponse found) {
        Map<String, String> attributes = found.userAttributes().stream()
                .filter(attribute -> attribute.value() != null)
                .collect(Collectors.toMap(AttributeType::name, AttributeType::value, (first, second) -> first));
        String partner = attributes.getOrDefault(PARTNER, "");
        return new User(
                Boolean.TRUE.equals(found.enabled()),
                new Profile(
                        attributes.getOrDefault(EMAIL, ""),
                        attributes.getOrDefault(ROLE, ""),
                        partner.isEmpty() ? null : partner));
    }

    @Override
    public void create(String name, Profile profile) {
        answered(() -> {
            try {
                return cognito.adminCreateUser(create -> create.userPoolId(settings.poolId())
                        .username(name)
                        .messageAction(MessageActionType.SUPPRESS)
                        .userAttributes(attributes(profile))
                        .clientMetadata(shown(name, profile))
                        .overrideConfiguration(BOUNDS));
            } catch (UsernameExistsException thereAlready) {
                return thereAlready;
            }
        });
    }

    private @Nullable Map<String, String> shown(String name, Profile profile) {
        if (proof == null) {
            return null;
        }
        String partner = profile.partner() == null ? "" : profile.partner();
        return proof.metadata(
                new SignUpProof.NewUser(settings.poolId(), name, profile.email(), profile.role(), partner),
                clock.instant());
    }

    /** Changes the attributes. Cognito removes an attribute with an empty value. */
    @Override
    public void change(String name, Profile profile) {
        List<AttributeType> attributes = attributes(profile);
        if (profile.partner() == null) {
            attributes.add(attribute(PARTNER, ""));
        }
        answered(() -> cognito.adminUpdateUserAttributes(update -> update.userPoolId(settings.poolId())
                .username(name)
                .userAttributes(attributes)
                .overrideConfiguration(BOUNDS)));
    }

    private static List<AttributeType> attributes(Profile profile) {
        List<AttributeType> attributes = new ArrayList<>(List.of(
                attribute(EMAIL, profile.email()), attribute(EMAIL_VERIFIED, "true"), attribute(ROLE, profile.role())));
        if (profile.partner() != null) {
            attributes.add(attribute(PARTNER, profile.partner()));
        }
        return attributes;
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    @Override
    public void setPassword(String name, String password) {
        answered(() -> cognito.adminSetUserPassword(set -> set.userPoolId(settings.poolId())
                .username(name)
                .password(password)
                .permanent(true)
                .overrideConfiguration(BOUNDS)));
    }

    @Override
    public Answer logIn(String name, String password) {
        return authenticated(
                AuthFlowType.ADMIN_USER_PASSWORD_AUTH, name, Map.of("USERNAME", name, "PASSWORD", password));
    }

    @Override
    public Answer refresh(String name, String refreshToken) {
        return authenticated(AuthFlowType.REFRESH_TOKEN_AUTH, name, Map.of("REFRESH_TOKEN", refreshToken));
    }

    private Answer authenticated(AuthFlowType flow, String name, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        if (settings.clientSecret() != null) {
            all.put("SECRET_HASH", secretHash(settings.clientSecret(), name + settings.clientId()));
        }
        return answered(() -> {
            try {
                return answer(cognito.adminInitiateAuth(auth -> auth.userPoolId(settings.poolId())
                        .clientId(settings.clientId())
                        .authFlow(flow)
                        .authParameters(all)
                        .overrideConfiguration(BOUNDS)));
            } catch (UserNotFoundException none) {
                return new Answer.NotAdmitted();
            } catch (NotAuthorizedException | PasswordResetRequiredException wrong) {
                return new Answer.Wrong();
            } catch (AwsServiceException other) {
                if (other.awsErrorDetails() != null
                        && INVALID_PASSWORD.equals(other.awsErrorDetails().errorCode())) {
                    return new Answer.Wrong();
                }
                throw other;
            }
        });
    }

    /** Converts Cognito's response. A challenge instead of tokens means that the user has no permanent password yet. */
    private static Answer answer(AdminInitiateAuthResponse response) {
        AuthenticationResultType tokens = response.authenticationResult();
        return tokens == null || tokens.accessToken() == null
                ? new Answer.Wrong()
                : new Answer.Admitted(tokens.accessToken(), tokens.refreshToken());
    }

    private static String secretHash(String secret, String text) {
        return Base64.getEncoder().encodeToString(Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), text));
    }

    /**
     * Disables the user first, then revokes the tokens. Otherwise a log-in between the two calls would get tokens that
     * stay valid.
     */
    @Override
    public void disable(String name) {
        answered(() -> {
            try {
                cognito.adminDisableUser(disable ->
                        disable.userPoolId(settings.poolId()).username(name).overrideConfiguration(BOUNDS));
            } catch (UserNotFoundException none) {
                return none;
            }
            return signOut(name);
        });
    }

    /**
     * Revokes the user's tokens. A failure is ignored, because some emulators do not support this call, and a disabled
     * user's refresh tokens are already invalid.
     */
    private Object signOut(String name) {
        try {
            return cognito.adminUserGlobalSignOut(
                    out -> out.userPoolId(settings.poolId()).username(name).overrideConfiguration(BOUNDS));
        } catch (AwsServiceException refused) {
            log.info("The user pool did not revoke a disabled user's tokens: status {}", refused.statusCode());
            return refused;
        }
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException refused) {
            throw away(
                    refused.awsErrorDetails() == null
                            ? "status " + refused.statusCode()
                            : String.valueOf(refused.awsErrorDetails().errorCode()));
        } catch (SdkException away) {
            throw away(away.getClass().getSimpleName());
        }
    }

    /** Logs only the error code, because Cognito's messages contain names and e-mail addresses. */
    private static Refusal away(String why) {
        log.warn("The user pool failed: {}", why);
        return new Refusal(ErrorCode.OUT_OF_SERVICE, "core engines are out of service, try again");
    }
}
