package id.kezbek.access.passkeys;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorSelectionCriteria;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialDescriptor;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.PublicKeyCredentialRpEntity;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.PublicKeyCredentialUserEntity;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.ResidentKeyRequirement;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import id.kezbek.access.people.Person;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The registration and the authentication of WebAuthn: creates the options for the browser and verifies the browser's
 * answer. webauthn4j checks the origin, the relying party, the challenge, the signature and the counter. The library
 * also checks that the person unlocked the authenticator.
 */
@Component
class Ceremonies {

    /** The signature algorithms that common authenticators use for passkeys. */
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = Stream.of(
                    COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();

    private final RelyingParty relyingParty;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(converter);

    Ceremonies(RelyingParty relyingParty) {
        this.relyingParty = relyingParty;
    }

    /** The options for {@code navigator.credentials.create}, as JSON. */
    JsonNode creation(Person person, List<Passkey> held, byte[] challenge) {
        relyingParty.requireUsable();
        return json(new PublicKeyCredentialCreationOptions(
                new PublicKeyCredentialRpEntity(relyingParty.id(), RelyingParty.NAME),
                new PublicKeyCredentialUserEntity(bytes(person.id()), person.email(), person.name()),
                new DefaultChallenge(challenge),
                ALGORITHMS,
                PasskeyChallenges.LIFE.toMillis(),
                descriptors(held),
                new AuthenticatorSelectionCriteria(
                        null, ResidentKeyRequirement.PREFERRED, UserVerificationRequirement.REQUIRED),
                List.of(),
                AttestationConveyancePreference.NONE,
                null));
    }

    /** The options for {@code navigator.credentials.get}, as JSON. */
    JsonNode assertion(List<Passkey> held, byte[] challenge) {
        relyingParty.requireUsable();
        return json(new PublicKeyCredentialRequestOptions(
                new DefaultChallenge(challenge),
                PasskeyChallenges.LIFE.toMillis(),
                relyingParty.id(),
                descriptors(held),
                UserVerificationRequirement.REQUIRED,
                null));
    }

    /**
     * Verifies the answer to a registration and returns the new passkey.
     *
     * @throws Refusal PASSKEY_INVALID
     */
    Passkey created(JsonNode answer, byte[] challenge, UUID id, UUID staff, String name, Instant now) {
        RegistrationData data = genuine(() -> manager.verifyRegistrationResponseJSON(
                answer.toString(), new RegistrationParameters(expected(challenge), ALGORITHMS, true)));
        AuthenticatorData<?> authenticator =
                Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
        return new Passkey(
                id,
                staff,
                credential.getCredentialId(),
                credentials.convert(credential),
                name,
                transports(data.getTransports()),
                authenticator.getSignCount(),
                authenticator.isFlagBE(),
                authenticator.isFlagBS(),
                now,
                null);
    }

    /** @param before the passkey as stored before this use */
    record Use(Passkey before, Passkey after) {}

    /**
     * Verifies the answer to an authentication with one of these passkeys.
     *
     * @throws Refusal PASSKEY_INVALID
     */
    Use used(JsonNode answer, byte[] challenge, List<Passkey> held, Instant now) {
        AuthenticationData data = genuine(() -> manager.parseAuthenticationResponseJSON(answer.toString()));
        Passkey passkey = held.stream()
                .filter(one -> Arrays.equals(one.credentialId(), data.getCredentialId()))
                .filter(one -> data.getUserHandle() == null
                        || data.getUserHandle().length == 0
                        || Arrays.equals(data.getUserHandle(), bytes(one.staff())))
                .findFirst()
                .orElseThrow(() -> invalid("it is not a passkey of this person"));
        AuthenticationData verified = genuine(() ->
                manager.verify(data, new AuthenticationParameters(expected(challenge), record(passkey), null, true)));
        AuthenticatorData<?> authenticator = Objects.requireNonNull(verified.getAuthenticatorData());
        return new Use(passkey, passkey.used(authenticator.getSignCount(), authenticator.isFlagBS(), now));
    }

    private ServerProperty expected(byte[] challenge) {
        return ServerProperty.builder()
                .origin(relyingParty.origin())
                .rpId(relyingParty.id())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private CredentialRecord record(Passkey passkey) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.isCopyable(),
                passkey.isCopied(),
                passkey.counter(),
                credentials.convert(passkey.credential()),
                null,
                null,
                null,
                null);
    }

    /**
     * Anyone can send an answer, so an answer that the library cannot read is treated as invalid, not as an error of
     * the engine.
     */
    private static <T> T genuine(Supplier<T> ceremony) {
        try {
            return ceremony.get();
        } catch (RuntimeException refused) {
            throw invalid(reason(refused));
        }
    }

    private static String reason(RuntimeException refused) {
        return switch (refused) {
            case BadChallengeException other -> "it answers another challenge";
            case BadOriginException other -> "it was created on the page of another site";
            case MaliciousCounterValueException other ->
                "its counter decreased, so somebody may have copied the passkey";
            case UserNotVerifiedException other -> "the authenticator was not unlocked by PIN or biometrics";
            default -> "it is not genuine";
        };
    }

    static Refusal invalid(String reason) {
        return new Refusal(ErrorCode.PASSKEY_INVALID, "the passkey's answer is refused: " + reason);
    }

    private static List<PublicKeyCredentialDescriptor> descriptors(List<Passkey> held) {
        return held.stream()
                .map(passkey -> new PublicKeyCredentialDescriptor(
                        PublicKeyCredentialType.PUBLIC_KEY, passkey.credentialId(), transports(passkey)))
                .toList();
    }

    private static @Nullable Set<AuthenticatorTransport> transports(Passkey passkey) {
        return passkey.transports().isEmpty()
                ? null
                : Stream.of(passkey.transports().split(",", -1))
                        .map(AuthenticatorTransport::create)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String transports(@Nullable Set<AuthenticatorTransport> transports) {
        return transports == null
                ? ""
                : transports.stream()
                        .map(AuthenticatorTransport::getValue)
                        .filter(value -> value.matches("[a-z-]{1,20}"))
                        .sorted()
                        .limit(8)
                        .collect(Collectors.joining(","));
    }

    private JsonNode json(Object options) {
        return converter.getJsonMapper().valueToTree(options);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
