package id.kezbek.sandbox.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The seeded data of an installation, from {@code sandbox.json}.
 *
 * @param staffTokens the staff's tokens by role
 * @param partners the partners' credentials by code
 */
public record SandboxFile(Map<String, String> staffTokens, Map<String, Credentials> partners) {

    public SandboxFile {
        staffTokens = Map.copyOf(staffTokens);
        partners = Map.copyOf(partners);
    }

    public static SandboxFile read(Path file) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new NoAnswer("cannot read " + file + ": " + e.getMessage(), e);
        }
        Map<String, String> staff = new HashMap<>();
        for (JsonNode person : root.path("staff")) {
            staff.put(person.path("role").asString(), person.path("token").asString());
        }
        Map<String, Credentials> partners = new HashMap<>();
        for (JsonNode partner : root.path("partners")) {
            String code = partner.path("code").asString();
            partners.put(
                    code,
                    new Credentials(
                            code,
                            partner.path("api_key").asString(),
                            partner.path("api_secret").asString()));
        }
        return new SandboxFile(staff, partners);
    }

    public String staffToken(String role) {
        String token = staffTokens.get(role);
        if (token == null) {
            throw new NoAnswer("the sandbox file has no staff with the role " + role);
        }
        return token;
    }

    public Credentials partner(String code) {
        Credentials credentials = partners.get(code);
        if (credentials == null) {
            throw new NoAnswer("the sandbox file has no partner " + code);
        }
        return credentials;
    }

    @Override
    public String toString() {
        return "SandboxFile of " + partners.keySet();
    }
}
