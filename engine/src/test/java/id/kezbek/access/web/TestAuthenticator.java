package id.kezbek.access.web;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * An authenticator of one passkey (ES256) with its browser, which can be made to lie. It shares no code with the library
 * that checks its answers.
 */
final class TestAuthenticator {

    private static final byte PRESENT = 0x01;
    private static final byte UNLOCKED = 0x04;
    private static final byte NEW_CREDENTIAL = 0x40;

    private final KeyPair keys;
    private final byte[] credential = new byte[16];
    String origin;
    String relyingParty = "localhost";
    boolean unlocks = true;
    int counter = 1;

    TestAuthenticator(String origin) {
        this.origin = origin;
        new SecureRandom().nextBytes(credential);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The answer to options of {@code navigator.credentials.create}. */
    String created(JsonNode options) {
        byte[] clientData = clientData("webauthn.create", options);
        byte[] data = concat(
                authenticatorData(NEW_CREDENTIAL),
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) credential.length).array(),
                credential,
                publicKey());
        byte[] attestation = concat(
                HexFormat.of().parseHex("a3"),
                text("fmt"),
                text("none"),
                text("attStmt"),
                HexFormat.of().parseHex("a0"),
                text("authData"),
                HexFormat.of().parseHex("59"),
                ByteBuffer.allocate(2).putShort((short) data.length).array(),
                data);
        return credential("""
                "clientDataJSON":"%s","attestationObject":"%s","transports":["usb"]""".formatted(base64(clientData), base64(attestation)));
    }

    /** The answer to options of {@code navigator.credentials.get}. */
    String asserted(JsonNode options) {
        byte[] clientData = clientData("webauthn.get", options);
        byte[] data = authenticatorData((byte) 0);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(sha256(clientData));
            return credential("""
                    "clientDataJSON":"%s","authenticatorData":"%s","signature":"%s\"""".formatted(base64(clientData), base64(data), base64(signature.sign())));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private String credential(String response) {
        String id = base64(credential);
        return """
                {"id":"%s","rawId":"%s","type":"public-key","response":{%s},"clientExtensionResults":{}}""".formatted(id, id, response);
    }

    private byte[] clientData(String type, JsonNode options) {
        String json = """
                {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}""".formatted(type, options.get("challenge").asString(), origin);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(byte further) {
        byte flags = (byte) (PRESENT | (unlocks ? UNLOCKED : 0) | further);
        return concat(
                sha256(relyingParty.getBytes(StandardCharsets.UTF_8)),
                new byte[] {flags},
                ByteBuffer.allocate(4).putInt(counter++).array());
    }

    /** A COSE key: EC2, ES256, P-256. */
    private byte[] publicKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return concat(
                HexFormat.of().parseHex("a5010203262001215820"),
                coordinate(key.getW().getAffineX()),
                HexFormat.of().parseHex("225820"),
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        return HexFormat.of().parseHex(String.format("%064x", number));
    }

    private static byte[] text(String text) {
        return concat(new byte[] {(byte) (0x60 + text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
